/** Attendance and outcomes as files that programs hand on: CSV and FHIR R4. Pure. */
@org.jspecify.annotations.NullMarked
package org.anteroom.engine.export;
