/**
 * How a line does by the newest look: it carries everything; the bridge has no room on it for some picture; or it is so
 * bad that the sound itself is in danger.
 */
export type LineLevel = 'fine' | 'short' | 'weak';

/** What a person is told of their line: pictures are about to pause, or about to come back. */
export type LineWord = 'pictures-pause' | 'pictures-return';

export interface LineStep {
  /** Said now; nothing where there is nothing to say. */
  readonly say?: LineWord;
  /** Whether what the line has no room for is shown as paused. */
  readonly low: boolean;
  /** Whether the others' cameras are asked for at all: not while the line is so bad that sound is in danger. */
  readonly cameras: boolean;
}

/** Long before that a bridge pauses what it has no room for, and takes it up again by itself; this is where it did not help. */
export const weakForMs = 30_000;
/** Between the sentence and the change: time to read it. */
export const sentenceFirstMs = 3_000;
/** How long the line has to be fine before pictures are called back, doubled with each time that it did not hold. */
export const fineForMs = 10_000;
export const fineForMsMax = 60_000;
/** A line that stays fine for this long after pictures came back has held. */
export const heldForMs = 60_000;

type Phase = 'fine' | 'told' | 'low' | 'returning';

/**
 * Decides when a line is too thin for pictures, and when it carries them again. It says so first and changes after it. The
 * time is told, in milliseconds that only grow. It knows nothing of browsers.
 */
export class LineCare {
  private phase: Phase = 'fine';
  private phaseMs = 0;
  private level: LineLevel = 'fine';
  private levelMs = 0;
  private cameras = true;
  private waitMs = fineForMs;
  private returnedMs: number | undefined;
  /** When it was last said that pictures pause, if nothing else was said since. */
  private pauseSaidMs: number | undefined;

  /** Takes the newest look at the line. */
  look(level: LineLevel, nowMs: number): LineStep {
    if (level !== this.level) {
      this.level = level;
      this.levelMs = nowMs;
    }
    const say = this.proceed(nowMs);
    if (this.phase === 'low' && this.isWeak(nowMs)) this.cameras = false;
    return {
      ...(say === undefined ? {} : { say }),
      low: this.phase === 'low' || this.phase === 'returning',
      cameras: this.cameras,
    };
  }

  private proceed(nowMs: number): LineWord | undefined {
    const inPhaseMs = nowMs - this.phaseMs;
    const fineMs = this.level === 'fine' ? nowMs - this.levelMs : -1;
    switch (this.phase) {
      case 'fine':
        if (this.level !== 'short' && !this.isWeak(nowMs)) return undefined;
        this.enter('told', nowMs);
        return this.sayPause(nowMs);
      case 'told':
        if (fineMs >= sentenceFirstMs) this.enter('fine', nowMs);
        else if (this.level !== 'fine' && inPhaseMs >= sentenceFirstMs) this.fall(nowMs);
        return undefined;
      case 'low':
        if (fineMs < this.waitMs) return undefined;
        this.enter('returning', nowMs);
        this.pauseSaidMs = undefined;
        return 'pictures-return';
      case 'returning':
        // What was said happens, whatever the line does meanwhile.
        if (inPhaseMs >= sentenceFirstMs) this.rise(nowMs);
        return undefined;
    }
  }

  private isWeak(nowMs: number): boolean {
    return this.level === 'weak' && nowMs - this.levelMs >= weakForMs;
  }

  /** A line that wavers is not spoken of each time. */
  private sayPause(nowMs: number): LineWord | undefined {
    if (this.pauseSaidMs !== undefined && nowMs - this.pauseSaidMs < heldForMs) return undefined;
    this.pauseSaidMs = nowMs;
    return 'pictures-pause';
  }

  private fall(nowMs: number): void {
    const held = this.returnedMs === undefined || nowMs - this.returnedMs >= heldForMs;
    this.waitMs = held ? fineForMs : Math.min(fineForMsMax, this.waitMs * 2);
    this.enter('low', nowMs);
  }

  private rise(nowMs: number): void {
    this.cameras = true;
    this.returnedMs = nowMs;
    this.enter('fine', nowMs);
  }

  private enter(phase: Phase, nowMs: number): void {
    this.phase = phase;
    this.phaseMs = nowMs;
  }
}
