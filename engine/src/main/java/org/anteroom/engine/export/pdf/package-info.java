/** Attendance as a document for people: PDF/A-2a, tagged. Pure but for the fonts that it reads once. */
@org.jspecify.annotations.NullMarked
package org.anteroom.engine.export.pdf;
