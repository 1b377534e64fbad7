/** The clocks of this device, read here alone; whoever may is given the time instead. Server time is the client's to tell. */

/** Milliseconds since the epoch, by the device's clock, which somebody may set. */
export function deviceMs(): number {
  return Date.now();
}

/** Milliseconds that only grow, from no moment in particular. */
export function steadyMs(): number {
  return performance.now();
}
