/**
 * Threads that go on: one way to start, repeat, retry, watch and stop them.
 *
 * <p>A part of a service that works in the background is a {@link
 * io.podspan.servicekit.supervise.Task}: it does one bounded turn of work and says how long to
 * pause. {@link io.podspan.servicekit.supervise.SupervisedThread} calls the turns on a thread of
 * its own. A turn that fails is counted, logged and repeated after a {@link
 * io.podspan.servicekit.supervise.Backoff}, which grows while failures follow each other and starts
 * again after a success. {@link io.podspan.servicekit.supervise.Supervision} makes the threads of a
 * service, and readiness shows those that fail.
 *
 * <p>Owner thread: a task's state belongs to its supervised thread. Only {@link
 * io.podspan.servicekit.supervise.Task#stopping} is called by another one.
 *
 * <p>Invariants: no failure ends a thread; only stopping it does. Stopping takes a bounded time:
 * the thread is asked, then interrupted, then left behind with a warning. A failure that repeats is
 * logged at most once a minute.
 *
 * <p>Metrics, by the tag {@code thread}: {@code podspan_thread_failures_total}, {@code
 * podspan_thread_up} (1 while the last turn was a success).
 */
@NullMarked
package io.podspan.servicekit.supervise;

import org.jspecify.annotations.NullMarked;
