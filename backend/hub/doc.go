// Package hub owns the platform's side of active messages: accounts, bots, templates, contacts,
// presence, sends and their receipts, replies and the tickets they open, permissions and timers.
//
// The hub is a step function inside a thin runner. One input (an envelope of an authenticated session,
// news of the gateway, a timer that is due) and the time go in; one transaction is committed; things
// to do come out: envelopes for sessions, messages for the gateway. Store, then send, then tell.
//
//	sessions ──envelope──┐                       ┌──► answers, notifications, pushes to sessions
//	Gateway  ──news──────┼─► step ─► commit ─────┤
//	timers   ──due───────┘    (one loop, grouped)└──► what waits for the gateway is handed over
//
// An active message on the hub; every write is conditional on the change number that was read:
//
//	refused ─► Failed                       (a product rule said no; kept, so that it can be seen)
//	taken ──► Accepted, waiting ─► handing ─► Dispatched ─► Received ─► Consumed
//	              ▲                  │ │
//	              └── not taken ─────┘ └─► Failed (refused by the gateway, or a receipt says so)
//
// "waiting" is certainly not with the gateway: after a crash it is handed over. "handing" is written
// before the gateway is called: after a crash nobody knows, so the hub waits for a receipt and never
// hands over again by itself.
//
// # Rights
//
// An account signs in for itself. It may act for a bot it was given by LIME's delegation: from is the
// bot, pp the account's node; answers and notifications go to pp (LIME and Blip, §2.1). One table,
// commandTable, says which role may use which command; what rows a command shows is limited by the
// caller in the query itself.
//
// # Commands
//
// Our own are on the node postmaster@activa.local. Blip's documented ones keep their nodes and URIs and
// are described in "LIME and Blip", §10–§16; commandTable lists both. Collections are of LIME's type with
// itemType; instants are RFC 3339 in UTC with milliseconds; documents are
// application/vnd.activa.<thing>+json, and package doc has their shapes. "For a bot": from is the bot and
// pp the account's node, or the session is the bot's own. No role named: everybody who signed in.
//
//	get /x-activa/abilities
//	    What this hub does beyond Blip for this account, the host of its own media, and its time.
//	    Supervisors have "supervision", owners "administration"; a simulated gateway "simulator".
//	get /x-activa/account
//	    Who is signed in: identity, name, e-mail, role.
//	get /x-activa/bots
//	    The bots that the account may act for: identity, name, number, direct transfer.
//	set /x-activa/bots                                                              owner
//	    Makes or changes a bot. The answer that makes it carries its access key, that once. With
//	    closeAfterHours, from 1 to 720, its Open tickets in which neither side wrote for as long close.
//	get | set /x-activa/presence                                                    people
//	    The agent's presence, {"status","reason"?,"since"}. A change is pushed to all sessions of the
//	    account as a message of that type. The account's, not a session's: the last one that sets wins.
//	    A session stands for its person from when it sets LIME's /presence, or this one; one that only
//	    asks does not. PresenceGrace after the last of them ended the account is Offline; from there it
//	    comes back Invisible.
//	get /x-activa/contacts?search=TEXT&$take=N
//	    Contacts by beginnings of words in name and e-mail, then by parts of name and phone digits;
//	    accents and case do not count. Without a text, the first by name.
//	set /x-activa/contacts                                              supervisor, owner
//	    Saves up to 500 contacts of a collection, each for itself; a field that is not given stays.
//	    Answers how many, and which were refused with a code.
//	get /x-activa/recipient?contact=ID | ?phone=+DIGITS                             for a bot
//	    What must be known before a send: the contact, whether opted out, the ticket that would refuse
//	    it with its agent's name (P6), what anybody sent in the last 72 h.
//	get /x-activa/sent?cursor=C&$take=N[&agent=all]
//	    The account's sends in the order of change, all agents' for supervisors. "next" is the cursor
//	    for what changes later, "more" says that there is more now. The first reading leaves out what
//	    has left the tab (P8).
//	get /x-activa/sent/ID
//	    One send of the account by message id; 67 proves that the hub never took it.
//	subscribe | unsubscribe /x-activa/sent[?agent=all]
//	    From the answer on, every changed send is pushed as a message of application/vnd.activa.sent+json.
//	get /x-activa/team?since=INSTANT[&bot=BOT]                          supervisor, owner
//	    How many messages each agent sent since an instant of the last 31 days, what became of them, why
//	    some failed, and when this was counted.
//	get /x-activa/ticket-history/ID
//	    Who did what with a ticket, oldest first, with the notes of transfers.
//	get /x-activa/media/PATH[?offset=N]
//	    A file behind an address on the hub's media host: its type, size and base64 of its content, from the
//	    offset on as much as an answer can carry.
//	set /x-activa/uploads/ID?offset=N                                               people
//	    A part of a file for customers, {"bot","name","type","size","content"} of at most 192 KiB, in order;
//	    answers how much is there, and when it is whole its address. ID is the uploader's own. Of too many
//	    on their way (24, or 400 MiB) the one touched longest ago is thrown away.
//	set /x-activa/templates                                             supervisor, owner, for a bot
//	    Saves Meta's template objects, {"data":[…]}, at most 2 MiB. Answers how many, and which were
//	    skipped with a code. Whoever may act for the bot is pushed {"bot"} with the same type.
//	get | set /x-activa/accounts                                                    owner
//	    All accounts; makes or changes one. A secret is base64 of the raw one; without it the old stays.
//	    The owner's own account stays the owner's. Its sessions are pushed the tickets that it may see now,
//	    and which are gone for it.
//	set /x-activa/accounts/IDENTITY/token                                           owner
//	    A token for the scheme external, issuer activa.local, that ends after {"seconds"}.
//	get | set /x-sim/pace                                          postmaster@sim.local, people
//	    How much faster the simulated people act: {"factor"}.
//	get | set /x-sim/clock                                         postmaster@sim.local, people
//	    The hub's simulated time: {"now","factor"}; set takes {"factor"?,"advanceSeconds"?}. It never goes
//	    back, and is as far ahead and as fast after a restart. A change is pushed to every session as a
//	    message of that type, so that whoever waits for an instant looks at the time again.
//	set /x-sim/phone                                               postmaster@sim.local, people
//	    Lets a customer act: {"phone"|"contact","bot"?,"act","text"?,"button"?,"media"?} with the acts read,
//	    reply (a text, or a media-link with its text), type (begins to write), tap, block, off and on, silent
//	    (writes nothing by itself) and talkative (answers, whatever the character). It is answered when the
//	    hub knows what the customer did. A phone that comes on gets what came meanwhile. Block and all after it stay.
//	get /x-sim/phones · get /x-sim/phone?contact=ID|phone=+DIGITS[&bot=B][&$take=N]     likewise
//	    The phones that something went to or came from lately; and what stands on one: whether it is on,
//	    off or has blocked the bot, what its owner does by themselves, how much is unread (in the list), and
//	    its messages with how far each came, active ones whole. Whoever may play a customer sees what that
//	    customer sees.
//	subscribe | unsubscribe /x-sim/phones                                              likewise
//	    From the answer on, {"contact","bot","typing"?} is pushed whenever a phone shows something else.
//
// # Active messages
//
// An active message is a message of type application/json to the contact, for a bot, with the content
// {"type":"template","template":{Meta's payload}}; or set /campaign/full. Its receipts are notifications
// with its id to the node that sent; without a session of the sender they are kept until one says by
// /receipt which it takes. Refusals of a direct message come as failed with
//
//	66    the account may not act for the bot; or the agent is not Online ("agent-not-online: …")
//	43    the destination takes no messages
//	21    the content is no template message; or rule and place of the first finding, and its text
//	83    there is no such contact
//	131021, 131026, 131050, 131056   rules P2, P1, P4, P3, by WhatsApp's own codes
//	1602  the recipient has an open ticket (P6); the description names who has it
//
// Those of the first two lines leave no trace. From the third on, once the bot, the sender and the
// template's name are known, the refused message is kept as failed, so that the sent list shows it.
// The same id from the same account is the same message: its latest news is told again, nothing else.
//
// # Tickets
//
// Tickets are asked for and acted on by Blip's commands, by an account for itself; ticket.CanSee says which
// ones are there for it, and the documents carry reservedFor, why and parent beside Blip's fields. Open by
// set /tickets/change-status takes a ticket, or gives it to the agent whom a supervisor or the bot names.
// set /tickets/ID/transfer ends it and answers the one that goes on; a ticket that waits for one agent stays
// the same and is handed over, which only a supervisor may (P9). A refusal's description begins with the
// code of the ticket room:
//
//	67    no such ticket for this account; or ticket-taken-by-another, with who has it
//	66    ticket-not-yours, only-supervisor
//	64    ticket-already-ended, agent-unavailable, transfer-without-target, ticket-tags-too-many
//
// Beside Blip's fields a ticket tells what a list shows of it: contact, agentName, lastMessage,
// unreadMessages, customerWroteAt. Every change of these is pushed to the people who may see the ticket as a
// message of Blip's type. Who no longer may is pushed id, bot and customer with the status None. A bot has
// its customer back by a redirect when a ticket has ended, unless it was closed without.
//
// A ticket closes by inactivity, if its bot has closeAfterHours, from the millisecond on at which nobody wrote
// in it for as long: what either side writes from then on finds it closed, however late the timer is. What
// was due while the hub did not run closes when it starts; its time of ending is that of the closing. What is
// Waiting stays.
//
// What a bot's desk is set up with is read and written for a bot: /attendance-queues, /teams, /rules,
// /attendants (queues and slots of an agent), /replies, /tags (read at /tags/active), and the configuration,
// of which AgentSlots and ActiveMessageTicketPriorityEnabled (then a ticket that answers an active message
// has priority 4000) count here. Agents read it but for the rules; the rest changes it.
//
// The agent who has a ticket writes to ID@desk.msging.net and is told receipts with the message's id from
// there; the customer's messages come from there, and the agent's received and consumed for them are kept
// and passed on to the gateway. LIME's chat state goes both ways and is kept nowhere. The agent's other
// sessions are pushed what one of them wrote, as far as it has come, as a thread-message. More than 24 h
// after the customer last wrote a message fails with WhatsApp's 131047.
//
// What was said is listed by get /tickets/ID/messages[?before=INSTANT], also after the ticket's end, with what
// was said in the tickets that it continues and the active message that it answers; a page begins with all
// of its first instant, and "more" says that there is older. get /threads/CONTACT lists it over all tickets
// with the active messages, for supervisors and the bot.
//
// The package must never know Wails or a window's needs, read a clock or draw an id inside a step, or
// tell anybody of what is not committed.
package hub
