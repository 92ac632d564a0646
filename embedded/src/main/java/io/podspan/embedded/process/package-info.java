/**
 * Child processes of this JVM.
 *
 * <p>A {@link io.podspan.embedded.process.Child} leads its own session. A Ctrl-C in the terminal
 * reaches only this JVM, which stops its children in its own order. The kernel sends a child its
 * stop signal when this JVM dies, however it dies (PR_SET_PDEATHSIG, prctl(2)). That signal follows
 * the <em>thread</em> that forked, so one thread forks all children and lives as long as the JVM.
 *
 * <p>It reads about other processes in {@code /proc} (proc(5)). Outside Linux those answers are
 * empty, and children may outlive this JVM.
 */
@NullMarked
package io.podspan.embedded.process;

import org.jspecify.annotations.NullMarked;
