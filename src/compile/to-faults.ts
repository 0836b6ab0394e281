// Schema → for each of its constraints, values that break that one and no other. What the validator says of such a
// value is known beforehand: this keyword, at this pointer, and nothing else.
import type fc from 'fast-check';
import { type Constraint, constraintsOf } from '../contract/constraints.ts';
import type { Schema } from '../contract/schema.ts';
import { isJsonObject, type Json, pointerToken, pointerTokens } from '../json.ts';
import { changesOf, type Edit, replaceBy } from './changes-of.ts';
import { type Drawer, drawnBy } from './drawer.ts';
import { toDrawer } from './to-arbitrary.ts';

/** A value that is wrong in exactly one way. */
export interface Faulty {
  readonly value: Json;
  readonly pointer: string;
  readonly keyword: string;
}

/** Values that break one constraint. */
export interface Fault {
  readonly constraint: Constraint;
  readonly arbitrary: fc.Arbitrary<Faulty>;
  /** What `apply` makes a faulty value of. */
  readonly drawer: Drawer<Draft>;
  apply(draft: Draft): Faulty;
  /** A valid value broken in each telling way: every wrong type, near misses of a name or an enum, hostile strings. */
  applyTo(valid: Json): readonly Faulty[];
}

/** A valid value, and how it is to be broken. */
export interface Draft {
  readonly valid: Json;
  /** One of the telling edits, or a text to put in its place. */
  readonly edit: number | string;
  /** Which item of a list is broken. */
  readonly position: number;
}

/** The faults of a schema, one for each constraint. Throws for a keyword it cannot break. */
export function toFaults(schema: Schema): readonly Fault[] {
  return constraintsOf(schema).map(constraint => faulty(schema, constraint));
}

function faulty(root: Schema, constraint: Constraint): Fault {
  const { keyword, pointer, member } = constraint;
  const holder = member === undefined ? pointer : pointer.slice(0, pointer.lastIndexOf('/'));
  const mustExist = keyword === 'required' && member !== undefined ? pointer : holder;
  const present = mustExist === '' ? [] : [isBranchBar(constraint) ? branchMember(constraint, holder) : mustExist];
  const { telling, text } = changesOf(root, constraint);
  const path = pointerTokens(holder).map((token): Step => ({ token, pointer: `/${pointerToken(token)}` }));
  const broken = (valid: Json, edit: Edit, position: number): Faulty => {
    const { value, pointer } = editAt(valid, path, 0, position, '', edit);
    return { value, pointer, keyword };
  };
  const drawer = draftDrawer(toDrawer(root, present), telling.length, text);
  const apply = ({ valid, edit, position }: Draft): Faulty =>
    broken(valid, (typeof edit === 'string' ? undefined : telling[edit]) ?? replaceBy(edit), position);
  return {
    constraint,
    arbitrary: drawnBy(drawer).map(apply),
    drawer,
    apply,
    applyTo: valid => telling.map(edit => broken(valid, edit, 0)),
  };
}

function draftDrawer(valid: Drawer<Json>, edits: number, text: Drawer<string> | undefined): Drawer<Draft> {
  return {
    draw: random => ({
      valid: valid.draw(random),
      edit: text !== undefined && random.nextInt(0, 1) === 1 ? text.draw(random) : random.nextInt(0, edits - 1),
      position: random.nextInt(0, mostPositions),
    }),
    smaller: function* (draft) {
      for (const smaller of valid.smaller(draft.valid)) yield { ...draft, valid: smaller };
      if (typeof draft.edit === 'string') {
        for (const edit of text?.smaller(draft.edit) ?? []) yield { ...draft, edit };
      } else {
        for (let edit = 0; edit < draft.edit; edit++) yield { ...draft, edit };
      }
      if (draft.position > 0) yield { ...draft, position: 0 };
    },
  };
}

const mostPositions = 20;

/** The `not` of a discriminator's branch: the options of another flow beside those that `type` names. */
function isBranchBar({ keyword, member }: Constraint): boolean {
  return keyword === 'not' && member !== undefined;
}

/** The member that the branch itself requires: it must be there, so that the right branch is generated. */
function branchMember({ schema }: Constraint, holder: string): string {
  return `${holder}/${pointerToken(schema.required?.[0] ?? '')}`;
}

interface Step {
  readonly token: string;
  /** As it stands in a pointer. */
  readonly pointer: string;
}

/** Applies an edit at a path from one of its steps on; `*` takes the position that was drawn. */
function editAt(
  value: Json,
  path: readonly Step[],
  from: number,
  position: number,
  at: string,
  edit: Edit,
): ReturnType<Edit> {
  const step = path[from];
  if (step === undefined) return edit(value, at);
  if (Array.isArray(value)) {
    const index = position % value.length;
    const inner = editAt(value[index], path, from + 1, position, `${at}/${index}`, edit);
    return { value: value.with(index, inner.value), pointer: inner.pointer };
  }
  const { token, pointer } = step;
  if (!isJsonObject(value)) throw new Error(`Nothing to edit at ${at}${pointer}.`);
  const inner = editAt(value[token] ?? null, path, from + 1, position, at + pointer, edit);
  return { value: { ...value, [token]: inner.value }, pointer: inner.pointer };
}
