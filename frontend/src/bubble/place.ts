// How the places of a bubble behave: which one is being edited, which ones are wrong, what a click does.

/** A bubble without these is only looked at. */
export type Editing = {
  /** The place whose field has the focus. */
  now?: string | undefined;
  /** Places that a finding stops. */
  wrong?: ReadonlySet<string> | undefined;
  /** A click on a place leads to its field. */
  onplace?: ((place: string) => void) | undefined;
  /** How a place is called, for screen readers: "Edit {name}". */
  nameOf?: ((place: string) => string) | undefined;
};
