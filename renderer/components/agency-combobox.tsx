import { Combobox } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown, Plus, X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useMemo, useState } from 'react';
import { useArchiveState } from '../archive-state.ts';
import styles from './agency-combobox.module.css';
import { type AgencyItem, matchAgencies } from './agency-matching.ts';
import popup from './popup.module.css';
import { recentAgencyIds, rememberAgency } from './recent-choices.ts';

/** What AgencyCombobox takes. */
export interface AgencyComboboxProps {
  /** Agency id, the name of an agency that does not exist yet, or null. */
  readonly value: string | null;
  /** Gets an agency id, or the name typed for a new agency, or null when cleared. */
  readonly onChange: (value: string | null) => void;
  /** Accessible name where no label element names it. */
  readonly label?: string;
  readonly id?: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly isClearable?: boolean;
  readonly disabled?: boolean;
  /** False where an unknown name makes no sense, for example in a filter. */
  readonly canCreate?: boolean;
  /** Agency ids left out of the list. */
  readonly exclude?: readonly string[];
  readonly inputRef?: Ref<HTMLInputElement>;
  /** Ids of agencies that the text names: they stand first and are marked. */
  readonly mentioned?: readonly string[];
  /** Ids of agencies used last where the person is now; those used last anywhere come after them. */
  readonly recent?: readonly string[];
  /** Rises when the list is to open with its first line ready to be taken. */
  readonly openRequest?: number;
  /** Sees keys before the list does. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

function itemKey(item: AgencyItem): string {
  return item.kind === 'agency' ? item.agency.id : `create ${item.name}`;
}

function itemName(item: AgencyItem): string {
  return item.kind === 'agency' ? item.agency.name : item.name;
}

/** Chooses an agency of the codebook by name or alias, or names a new one. */
export function AgencyCombobox(props: AgencyComboboxProps) {
  const { value, onChange, label, id, placeholder = 'Agency', canCreate = true, isClearable, exclude } = props;
  const agencies = useArchiveState((state) => state.codebook.agencies);
  const known = useArchiveState((state) => (value === null ? undefined : state.agenciesById.get(value)));
  const selected: AgencyItem | null = useMemo(() => {
    if (known) return { kind: 'agency', agency: known, matchedAlias: null };
    return value === null ? null : { kind: 'create', name: value };
  }, [known, value]);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [highlighted, setHighlighted] = useState<AgencyItem | undefined>(undefined);
  const [isAsked, setIsAsked] = useState(false);
  const { mentioned, recent, openRequest = 0 } = props;
  useEffect(() => {
    if (openRequest === 0) return;
    setIsOpen(true);
    setIsAsked(true);
  }, [openRequest]);
  const inputValue = typed ?? (selected ? itemName(selected) : '');
  const items = useMemo(() => {
    const pool = exclude ? agencies.filter((agency) => !exclude.includes(agency.id)) : agencies;
    const found = matchAgencies(pool, typed ?? '', [...(recent ?? []), ...recentAgencyIds()], mentioned);
    return canCreate ? found : found.filter((item) => item.kind === 'agency');
  }, [agencies, typed, exclude, canCreate, recent, mentioned]);

  const take = (item: AgencyItem | null) => {
    setTyped(null);
    if (item?.kind === 'agency') rememberAgency(item.agency.id);
    onChange(item === null ? null : item.kind === 'agency' ? item.agency.id : item.name);
  };
  // A list that was opened for the person offers its first line at Enter; one they opened themselves waits for arrows.
  const ready = isAsked && isOpen && highlighted === undefined && value === null ? (items[0] ?? null) : null;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (ready !== null && event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      setIsOpen(false);
      take(ready);
    } else props.onKeyDown?.(event);
  };

  return (
    <Combobox.Root<AgencyItem>
      items={items}
      filteredItems={items}
      filter={null}
      value={selected}
      onValueChange={take}
      onItemHighlighted={setHighlighted}
      inputValue={inputValue}
      onInputValueChange={(next, details) => {
        if (details.reason === 'input-change') setTyped(next);
        else if (details.reason === 'input-clear' || details.reason === 'clear-press') setTyped('');
      }}
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        if (open) return;
        setTyped(null);
        setIsAsked(false);
      }}
      itemToStringLabel={itemName}
      isItemEqualToValue={(a, b) => itemKey(a) === itemKey(b)}
      autoHighlight
      disabled={props.disabled ?? false}
    >
      <Combobox.InputGroup className={styles.group}>
        <Combobox.Input
          {...(id ? { id } : {})}
          {...(label ? { 'aria-label': label } : {})}
          {...(props.inputRef ? { ref: props.inputRef } : {})}
          autoFocus={props.autoFocus ?? false}
          className={styles.input ?? ''}
          placeholder={placeholder}
          onFocus={(event) => event.currentTarget.select()}
          onKeyDown={onKeyDown}
        />
        {isClearable && value !== null && (
          <Combobox.Clear className={styles.button ?? ''} aria-label="Clear agency">
            <X />
          </Combobox.Clear>
        )}
        <Combobox.Trigger className={styles.button ?? ''} aria-label="Show agencies" tabIndex={-1}>
          <ChevronsUpDown />
        </Combobox.Trigger>
      </Combobox.InputGroup>
      <Combobox.Portal>
        <Combobox.Positioner className={popup.positioner ?? ''} sideOffset={4} collisionPadding={8}>
          <Combobox.Popup className={popup.popup ?? ''}>
            <Combobox.Empty className={popup.empty ?? ''}>
              {items.length === 0 ? (canCreate ? 'Type the name of an agency' : 'No agency of that name') : null}
            </Combobox.Empty>
            <Combobox.List>
              {(item: AgencyItem) => (
                <Combobox.Item
                  key={itemKey(item)}
                  value={item}
                  className={popup.item ?? ''}
                  data-ready={item === ready || undefined}
                >
                  {item.kind === 'create' ? (
                    <>
                      <Plus aria-hidden />
                      <span className={popup.itemText}>Create “{item.name}”</span>
                    </>
                  ) : (
                    <>
                      <span className={popup.check}>
                        <Combobox.ItemIndicator>
                          <Check />
                        </Combobox.ItemIndicator>
                      </span>
                      <span className={popup.itemText}>{item.agency.name}</span>
                      {item.matchedAlias && <span className={popup.itemHint}>{item.matchedAlias}</span>}
                      {item.isMentioned && <span className={styles.mentioned}>in the text</span>}
                    </>
                  )}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
