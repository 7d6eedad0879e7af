export namespace app {
	
	export interface TallyView {
	    sent: number;
	    delivered: number;
	    read: number;
	    replied: number;
	    failed: number;
	    expired: number;
	}
	export interface AgentSendsView {
	    agent: string;
	    name: string;
	    counts: TallyView;
	    presence: string;
	    presenceSince: number;
	}
	export interface BlipView {
	    contract: string;
	    router: string;
	    serviceBot: string;
	    email: string;
	    name: string;
	    userToken: boolean;
	    rootCertificates: string;
	    address: string;
	    supervisor: boolean;
	    masterState: string;
	    masterStateSpelling: string;
	    flowId: string;
	    stateId: string;
	    mediaKeyZero: boolean;
	    directRoute: boolean;
	    deskStatus: boolean;
	    directHandOver: boolean;
	    paceMax: number;
	}
	export interface SpanView {
	    text: string;
	    place: string;
	    filled: boolean;
	    bold: boolean;
	    italic: boolean;
	    strike: boolean;
	    mono: boolean;
	    link: boolean;
	}
	export interface BlockView {
	    kind: string;
	    marker: string;
	    spans: SpanView[];
	}
	export interface BotView {
	    id: string;
	    name: string;
	    number: string;
	    numberShown: string;
	    directTransfer: boolean;
	}
	export interface ButtonView {
	    kind: string;
	    label: string;
	    target: string;
	    place: string;
	}
	export interface CannedReplyView {
	    id: string;
	    category: string;
	    name: string;
	    text: string;
	    empty: string[];
	}
	export interface PhoneChangeView {
	    contactId: string;
	    bot: string;
	    typing: boolean;
	}
	export interface CheckStepView {
	    step: string;
	    state: string;
	    code: string;
	    facts: Record<string, string>;
	    milliseconds: number;
	    detail: string;
	}
	export interface CheckView {
	    running: boolean;
	    steps: CheckStepView[];
	}
	export interface TemplatesView {
	    revision: number;
	    count: number;
	    readAt: number;
	    reading: boolean;
	}
	export interface SettingsView {
	    language: string;
	    theme: string;
	    density: string;
	    undoSeconds: number;
	    notifyFailures: boolean;
	    notifyReplies: boolean;
	    notifyWaiting: boolean;
	    sounds: boolean;
	    enterSends: boolean;
	    idleRule: boolean;
	    singleKeys: boolean;
	    region: string;
	}
	export interface DraftView {
	    id: string;
	    step: string;
	    templateId: string;
	    bot: string;
	    contactId: string;
	    phone: string;
	    region: string;
	    name: string;
	    values: Record<string, string>;
	    retryOf: string;
	    updatedAt: number;
	}
	export interface OfferView {
	    text: string;
	    expiresAt: number;
	    code: string;
	}
	export interface HeaderView {
	    kind: string;
	    text: SpanView[];
	    place: string;
	    link: string;
	    filename: string;
	    location?: LocationView;
	}
	export interface PreviewView {
	    header?: HeaderView;
	    body: BlockView[];
	    footer: string;
	    buttons: ButtonView[];
	    cards: PreviewView[];
	    offer?: OfferView;
	    notes: string[];
	    unknown: string[];
	}
	export interface LocationView {
	    name: string;
	    address: string;
	    latitude: string;
	    longitude: string;
	}
	export interface ChatMediaView {
	    url: string;
	    contentType: string;
	    name: string;
	    size: number;
	}
	export interface ChatMessageView {
	    id: string;
	    ticket: string;
	    from: string;
	    kind: string;
	    text: string;
	    body: BlockView[];
	    media?: ChatMediaView;
	    place?: LocationView;
	    template: string;
	    preview?: PreviewView;
	    agent: string;
	    mine: boolean;
	    inReply: string;
	    at: number;
	    status: string;
	    unconfirmed: boolean;
	    reason?: ReasonView;
	}
	export interface TicketRow {
	    id: string;
	    number: number;
	    bot: string;
	    contactId: string;
	    name: string;
	    phone: string;
	    phoneShown: string;
	    status: string;
	    closure: string;
	    mine: boolean;
	    agent: string;
	    agentName: string;
	    reserved: boolean;
	    reservedFor: string;
	    why: string;
	    queue: string;
	    priority: number;
	    answers: string;
	    parent: string;
	    tags: string[];
	    createdAt: number;
	    takenAt: number;
	    endedAt: number;
	    unread: number;
	    lastKind: string;
	    lastText: string;
	    lastFrom: string;
	    lastStatus: string;
	    lastAt: number;
	    typing: boolean;
	    windowEnds: number;
	    unsent: boolean;
	}
	export interface ReasonView {
	    code: number;
	    description: string;
	    key: string;
	    action: string;
	    waitHours: number;
	}
	export interface SentRow {
	    id: string;
	    contactId: string;
	    name: string;
	    phone: string;
	    phoneShown: string;
	    bot: string;
	    templateId: string;
	    templateName: string;
	    templateLanguage: string;
	    status: string;
	    unconfirmed: boolean;
	    asks: boolean;
	    reason?: ReasonView;
	    createdAt: number;
	    leavesAt: number;
	    handedAt: number;
	    sentAt: number;
	    deliveredAt: number;
	    readAt: number;
	    failedAt: number;
	    repliedAt: number;
	    expiresAt: number;
	    goneAt: number;
	    retryOf: string;
	}
	export interface PresenceView {
	    status: string;
	    reason: string;
	    since: number;
	    local: boolean;
	}
	export interface FaultView {
	    code: string;
	    parameters: Record<string, string>;
	    detail: string;
	}
	export interface ConnectionView {
	    phase: string;
	    since: number;
	    nextTryAt: number;
	    fault?: FaultView;
	}
	export interface SessionView {
	    kind: string;
	    address: string;
	    identity: string;
	    name: string;
	    role: string;
	    abilities: string[];
	}
	export interface Change {
	    revision: number;
	    now: number;
	    session?: SessionView;
	    connection?: ConnectionView;
	    presence?: PresenceView;
	    bots?: BotView[];
	    sent?: SentRow[];
	    sentGone?: string[];
	    tickets?: TicketRow[];
	    ticketsGone?: string[];
	    chat?: ChatMessageView[];
	    drafts?: DraftView[];
	    draftsGone?: string[];
	    settings?: SettingsView;
	    templates?: TemplatesView;
	    stage?: string;
	    check?: CheckView;
	    phones?: PhoneChangeView[];
	    fault?: FaultView;
	    resync?: boolean;
	}
	export interface ChatDraft {
	    id: string;
	    ticket: string;
	    kind: string;
	    text: string;
	    url: string;
	    contentType: string;
	    fileName: string;
	    size: number;
	    inReply: string;
	}
	
	
	export interface ChatPage {
	    messages: ChatMessageView[];
	    more: boolean;
	}
	export interface ChatQuery {
	    ticket: string;
	    before: number;
	    limit: number;
	}
	
	
	export interface ClockView {
	    now: number;
	    pace: number;
	    ahead: number;
	}
	export interface CommentView {
	    id: string;
	    text: string;
	    author: string;
	    at: number;
	}
	export interface ConnectionDraft {
	    id: string;
	    blip: BlipView;
	    routerKey: string;
	    serviceKey: string;
	    token: string;
	}
	export interface ConnectionRow {
	    id: string;
	    kind: string;
	    address: string;
	    identity: string;
	    name: string;
	    current: boolean;
	    usedAt: number;
	    keys: string[];
	    blip: BlipView;
	    rootName: string;
	}
	
	export interface ConnectionsView {
	    connections: ConnectionRow[];
	    keyPlace: string;
	    keyFile: string;
	    proxy: string;
	}
	export interface ContactField {
	    name: string;
	    value: string;
	}
	export interface ContactCard {
	    id: string;
	    bot: string;
	    name: string;
	    phone: string;
	    phoneShown: string;
	    email: string;
	    fields: ContactField[];
	    editable: boolean;
	}
	
	export interface ContactView {
	    id: string;
	    name: string;
	    phone: string;
	    phoneShown: string;
	    email: string;
	    fields: Record<string, string>;
	    lastMessageAt: number;
	    optedOut: boolean;
	}
	export interface ContactPage {
	    contacts: ContactView[];
	    offline: boolean;
	}
	export interface ContactQuery {
	    bot: string;
	    text: string;
	    limit: number;
	}
	
	export interface MediaView {
	    place: string;
	    url: string;
	    checking: boolean;
	    kind: string;
	    type: string;
	    bytes: number;
	    width: number;
	    height: number;
	    pages: number;
	    link: string;
	    finding?: FindingView;
	}
	export interface FixView {
	    place: string;
	    value: string;
	}
	export interface FindingView {
	    rule: string;
	    level: string;
	    place: string;
	    code: string;
	    parameters: Record<string, string>;
	    fix?: FixView;
	}
	export interface SourceView {
	    source: string;
	    value: string;
	}
	export interface PlaceView {
	    place: string;
	    component: string;
	    index: number;
	    kind: string;
	    label: string;
	    example: string;
	    context: string;
	    prefix: string;
	    required: boolean;
	    limit: number;
	    used: number;
	    sources: SourceView[];
	}
	export interface DraftReview {
	    places: PlaceView[];
	    preview: PreviewView;
	    findings: FindingView[];
	    canSend: boolean;
	    blocked: FaultView[];
	    media: MediaView[];
	}
	
	
	
	
	export interface GuardView {
	    code: string;
	    level: string;
	    parameters: Record<string, string>;
	    at: number;
	}
	
	export interface HistoryPage {
	    rows: SentRow[];
	    more: boolean;
	}
	export interface HistoryQuery {
	    text: string;
	    limit: number;
	    before: number;
	}
	
	export interface MediaQuestion {
	    templateId: string;
	    place: string;
	    url: string;
	}
	
	export interface NotificationView {
	    rowId: string;
	    title: string;
	    body: string;
	}
	export interface NumberView {
	    phone: string;
	    phoneShown: string;
	}
	
	export interface PersonView {
	    identity: string;
	    name: string;
	    role: string;
	}
	export interface PhoneActInput {
	    contactId: string;
	    bot: string;
	    act: string;
	    text: string;
	    picture: string;
	    button: number;
	}
	
	export interface PhoneMessageView {
	    message: ChatMessageView;
	    receivedAt: number;
	    readAt: number;
	}
	export interface PhoneRow {
	    contactId: string;
	    bot: string;
	    name: string;
	    phone: string;
	    phoneShown: string;
	    state: string;
	    character: string;
	    answers: boolean;
	    at: number;
	    unread: number;
	}
	export interface PhoneView {
	    row: PhoneRow;
	    botName: string;
	    messages: PhoneMessageView[];
	    samples: string[];
	}
	
	
	
	export interface ReasonCountView {
	    key: string;
	    count: number;
	}
	
	export interface RecipientInput {
	    bot: string;
	    templateId: string;
	    contactId: string;
	    text: string;
	    region: string;
	}
	export interface RecipientReview {
	    kind: string;
	    contact?: ContactView;
	    phone: string;
	    phoneShown: string;
	    region: string;
	    known?: ContactView;
	    suggestions: NumberView[];
	    guards: GuardView[];
	    findings: FindingView[];
	    canContinue: boolean;
	}
	export interface ReplyRouteView {
	    code: string;
	    now: boolean;
	    parameters: Record<string, string>;
	    from: number;
	}
	export interface SendAnswer {
	    messageId: string;
	    leavesAt: number;
	    findings: FindingView[];
	}
	export interface SentDetail {
	    row: SentRow;
	    preview: PreviewView;
	    values: Record<string, string>;
	    replies: ReplyRouteView[];
	    earlier: SentRow[];
	}
	
	
	
	export interface Snapshot {
	    revision: number;
	    now: number;
	    pace: number;
	    ahead: number;
	    stage: string;
	    session: SessionView;
	    connection: ConnectionView;
	    presence: PresenceView;
	    bots: BotView[];
	    sent: SentRow[];
	    tickets: TicketRow[];
	    drafts: DraftView[];
	    settings: SettingsView;
	    templates: TemplatesView;
	}
	
	
	export interface StartChoice {
	    kind: string;
	    address: string;
	    identity: string;
	    secret: string;
	    language: string;
	}
	export interface StartOptions {
	    demoAgents: PersonView[];
	    last: StartChoice;
	}
	
	export interface TeamQuery {
	    since: number;
	    bot: string;
	}
	export interface TeamView {
	    asOf: number;
	    replies: boolean;
	    whole: boolean;
	    total: TallyView;
	    agents: AgentSendsView[];
	    reasons: ReasonCountView[];
	}
	export interface TemplateRow {
	    id: string;
	    bot: string;
	    name: string;
	    language: string;
	    category: string;
	    status: string;
	    quality: string;
	    headerKind: string;
	    body: string;
	    sendable: boolean;
	    why: string;
	    favourite: boolean;
	    lastUsedAt: number;
	}
	export interface TemplateDetail {
	    row: TemplateRow;
	    places: PlaceView[];
	    preview: PreviewView;
	}
	
	
	export interface TicketEntryView {
	    at: number;
	    action: string;
	    by: string;
	    from: string;
	    to: string;
	    note: string;
	}
	export interface UnsentView {
	    text: string;
	    inReply: string;
	}
	export interface TicketDetail {
	    row: TicketRow;
	    contact: ContactCard;
	    answers?: SentRow;
	    unsent: UnsentView;
	    history: TicketEntryView[];
	    earlier: TicketRow[];
	    sends: SentRow[];
	    comments: CommentView[];
	}
	
	
	export interface TransferAgentView {
	    identity: string;
	    name: string;
	    presence: string;
	    open: number;
	}
	export interface TransferInput {
	    ticket: string;
	    agent: string;
	    queue: string;
	    note: string;
	}
	export interface TransferQueueView {
	    name: string;
	    agentsOnline: number;
	}
	export interface TransferTargetsView {
	    agents: TransferAgentView[];
	    queues: TransferQueueView[];
	}

}

