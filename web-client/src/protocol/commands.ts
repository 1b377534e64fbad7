import type { CommandArgs } from './args';

export type CheckInAnswers = CommandArgs['checkIn'];

/** Answers to the standard questionnaires, 0 to 3 each; a questionnaire that is not filled in is absent. */
export type FormAnswers = NonNullable<CheckInAnswers['forms']>;

export type BreakoutsWanted = CommandArgs['planBreakouts'];

export type PlannedRoom = NonNullable<BreakoutsWanted['rooms']>[number];

interface Of<N extends keyof CommandArgs> {
  readonly name: N;
  readonly args: CommandArgs[N];
}

/** What a seat may ask for. The engine decides; a name or argument that is not here is not sent. */
export type Command = { [N in keyof CommandArgs]: Of<N> }[keyof CommandArgs];
