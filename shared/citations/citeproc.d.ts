/** The parts of citeproc-js that Standpoint calls; the package ships no types. */
declare module 'citeproc' {
  /** An element of a style or locale. */
  export interface CitationElement {
    readonly name: string;
    readonly attrs: Readonly<Record<string, string>>;
    readonly children: readonly (CitationElement | string)[];
  }

  /** One source in one note or place of the text. */
  export interface CitedItem {
    readonly id: string;
    readonly locator?: string;
    readonly label?: string;
    readonly position: number;
    readonly 'first-reference-note-number'?: number;
    readonly 'near-note'?: boolean;
  }

  interface Engine {
    /** Makes these the items that are cited: names and years are told apart among them. */
    updateItems(ids: readonly string[]): void;
    makeCitationCluster(items: readonly CitedItem[]): string;
    setOutputFormat(format: string): void;
    /** False if the style has no list of sources. */
    makeBibliography(): false | readonly [{ readonly entry_ids: readonly (readonly string[])[] }, readonly string[]];
    /** What citeproc does beyond CSL. */
    readonly opt: { readonly development_extensions: Record<string, boolean> };
    readonly citation: { readonly opt: { readonly 'near-note-distance'?: number } };
    readonly registry: { readonly registry: Readonly<Record<string, { 'citation-count'?: number } | undefined>> };
  }

  interface System {
    retrieveItem(id: string): object;
    /** A fresh copy each time: the engine writes into it. */
    retrieveLocale(language: string): CitationElement;
  }

  const CSL: {
    Engine: new (system: System, style: CitationElement, language: string, forceLanguage: boolean) => Engine;
    Output: { Formats: Record<string, object> };
    /** Where warnings for authors of styles go: the console, unless it is replaced. */
    debug: (message: string) => void;
    readonly POSITION_FIRST: number;
    readonly POSITION_SUBSEQUENT: number;
    readonly POSITION_IBID: number;
    readonly POSITION_IBID_WITH_LOCATOR: number;
  };
  export default CSL;
}
