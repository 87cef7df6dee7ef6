/** One code of another program. */
export interface IncomingCode {
  /** Lower case, without braces. */
  readonly guid: string;
  readonly name: string;
  readonly description: string;
  /** #rrggbb in lower case, or null. */
  readonly color: string | null;
  readonly isCodable: boolean;
  /** GUID of the code it is below, or null at the top. */
  readonly parent: string | null;
}

/** A code that was put on something. */
export interface IncomingUse {
  readonly code: string;
  /** GUID of the user, or null. */
  readonly user: string | null;
  /** As written; null if it is not said. */
  readonly at: string | null;
}

/** Where a selection stands, as the file counts. */
export type IncomingPlace =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  /** Page from 1; points from the lower left corner of the page. */
  | { readonly kind: 'page'; readonly page: number; readonly corners: readonly [number, number, number, number] }
  /** Pixels from the upper left corner of a picture. */
  | { readonly kind: 'picture'; readonly corners: readonly [number, number, number, number] };

/** What was marked in a source. */
export interface IncomingSelection {
  readonly guid: string;
  readonly place: IncomingPlace;
  /** Often the beginning of the words. */
  readonly name: string;
  readonly description: string;
  readonly uses: readonly IncomingUse[];
  /** GUIDs of notes. */
  readonly notes: readonly string[];
  readonly user: string | null;
  readonly createdAt: string | null;
  readonly modifiedAt: string | null;
}

/** A source of a project. */
export interface IncomingSource {
  readonly guid: string;
  readonly name: string;
  readonly kind: 'text' | 'pdf' | 'picture' | 'media';
  /** Where the original is said to be; "internal://…" is in the project, anything else is not. */
  readonly path: string | null;
  readonly richTextPath: string | null;
  readonly plainTextPath: string | null;
  /** The text itself, where it stands in the project file; null if it does not. */
  readonly plainText: string | null;
  readonly description: string;
  /** Values of variables by the GUID of the variable. */
  readonly variables: readonly (readonly [string, string])[];
  readonly selections: readonly IncomingSelection[];
  /** Codes put on the source as a whole. */
  readonly uses: readonly IncomingUse[];
}

/** A note, or where its words are. */
export interface IncomingNote {
  readonly guid: string;
  readonly text: string;
  readonly path: string | null;
}

/** A link from one thing to another, by GUID. */
export interface IncomingLink {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** A REFI-QDA project, or a codebook, which has codes only. Plain data. */
export interface IncomingProject {
  readonly kind: 'project' | 'codebook';
  readonly name: string;
  readonly origin: string | null;
  readonly users: readonly (readonly [string, string])[];
  /** Each after the one it is below. */
  readonly codes: readonly IncomingCode[];
  /** Names of variables by GUID. */
  readonly variables: readonly (readonly [string, string])[];
  readonly sources: readonly IncomingSource[];
  readonly notes: readonly IncomingNote[];
  readonly links: readonly IncomingLink[];
}
