/**
 * The session state machine of RFC 4271 section 8, as a pure function.
 *
 * <p>{@link io.podspan.bgpreflector.fsm.SessionMachine#step} takes the state of a connection and an
 * event. It answers with the next state and what is to be done. It has no clock, no socket and no
 * thread. The owner of the connection ({@code speaker.session.Connection}) does what the actions
 * say, and feeds timers and messages back as events.
 *
 * <p>Invariants: it never throws; every pair of state and event has an answer; an established
 * session that ends yields exactly one {@link
 * io.podspan.bgpreflector.fsm.SessionAction.SessionDown}.
 *
 * <p>Deviations from the letter of the RFC: a failed dial goes to Active with a running
 * ConnectRetryTimer instead of to Idle, because the restart after Idle leads there anyway.
 * DelayOpen is not offered (events 12 and 20). Which connections are valid (events 14 and 15) is
 * decided before a connection gets here. Damping of peer oscillations (optional attribute 7) is on
 * for peers that break the protocol and off for those that are only gone: pauses of 1, 2, 4 up to
 * 64 seconds, until a session has lasted for five minutes.
 *
 * <p>Graceful restart (RFC 4724, RFC 8538) changes three things here: a capability in the OPEN, no
 * NOTIFICATION to a peer that keeps our routes when this speaker stops, and a hard reset where a
 * plain NOTIFICATION would leave routes behind. {@link io.podspan.bgpreflector.fsm.RestartRules}
 * says which routes outlive a session.
 *
 * <p>The owner restarts the hold timer with each message in Established. The common messages then
 * cost neither a step nor a timer.
 *
 * <p>RFCs: 4271 sections 6 and 8, 4486, 4724, 5492, 6286, 6608, 8538, 9003, 9687.
 */
@NullMarked
package io.podspan.bgpreflector.fsm;

import org.jspecify.annotations.NullMarked;
