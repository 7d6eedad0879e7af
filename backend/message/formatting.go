package message

// styleMarks are the characters with which WhatsApp formats text (WhatsApp templates, §4).
const styleMarks = "*_~`"
