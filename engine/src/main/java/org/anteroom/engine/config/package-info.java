/** What an operator decides: defaults, a YAML file, the environment; checked whole before anything starts. */
@NullMarked
package org.anteroom.engine.config;

import org.jspecify.annotations.NullMarked;
