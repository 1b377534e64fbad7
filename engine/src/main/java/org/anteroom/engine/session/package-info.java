/** One session as pure rules: commands ask, the decider answers events or a refusal, the state folds events. */
@NullMarked
package org.anteroom.engine.session;

import org.jspecify.annotations.NullMarked;
