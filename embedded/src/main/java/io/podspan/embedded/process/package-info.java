/**
 * Child processes of this JVM.
 *
 * <p>A {@link io.podspan.embedded.process.Child} leads its own session, so that a Ctrl-C in the
 * terminal reaches only this JVM, which then stops its children in the order it chooses. The kernel
 * sends a child its stop signal when this JVM dies, however it dies (PR_SET_PDEATHSIG, prctl(2));
 * as that signal follows the <em>thread</em> that forked, one thread forks all children and lives
 * as long as the JVM.
 *
 * <p>What it knows of other processes it reads in {@code /proc} (proc(5)); elsewhere than on Linux
 * those answers are empty and children are not tied to this JVM.
 */
@NullMarked
package io.podspan.embedded.process;

import org.jspecify.annotations.NullMarked;
