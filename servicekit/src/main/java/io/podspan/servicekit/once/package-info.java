/**
 * A request that is sent twice is done once: {@code Idempotency-Key}.
 *
 * <p>Flow: a resource hands its work to {@link io.podspan.servicekit.once.Once} together with the
 * caller's {@link io.podspan.servicekit.once.IdempotencyKey}. The first request with a key marks it
 * as under way, in a transaction of its own. In the transaction that makes the effect, the service
 * calls {@link io.podspan.servicekit.once.Once#saw} with the outcome, and the answer is kept there.
 * A later request with the key gets that answer. Without a key, nothing of this happens.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Effect and answer are one transaction. A crash before its end leaves neither, a crash after
 *       it leaves both: whoever sends the request again learns what became of it.
 *   <li>Only answers of requests that changed something are kept. A refusal changed nothing, so the
 *       same request is judged anew.
 *   <li>A key belongs to its caller. Another body under it is refused (422), and so is a second
 *       request while the first one is under way (409).
 *   <li>What is kept is bounded: by time, by keys of one caller, by the size of an answer. A mark
 *       whose request has died is taken over after a time that no request lasts; the dead one, if
 *       it lives after all, can make no effect any more.
 * </ol>
 */
@NullMarked
package io.podspan.servicekit.once;

import org.jspecify.annotations.NullMarked;
