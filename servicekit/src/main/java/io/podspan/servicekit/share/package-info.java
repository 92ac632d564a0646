/**
 * Which instance of a service does which part of its work, so that each part has one owner at a
 * time, and what an owner writes late is refused.
 *
 * <p>Story: the instances of a service are rows of the table {@code share_member}; each renews its
 * own each second, and one that has not for {@link io.podspan.servicekit.share.Share#LEASE} is
 * dead. A part of the work is a row of {@code share_owner}: its owner, and a term that grows with
 * each change of owner. Each instance looks at both each second, {@link
 * io.podspan.servicekit.share.ShareDecision} says what it does, and {@link
 * io.podspan.servicekit.share.ShareRows} does it: it takes what nobody has, takes over what a dead
 * one had, and passes on what is another's share by {@link io.podspan.servicekit.share.Division}.
 *
 * <p>Instances may know different work, of which the one with the higher generation is right: each
 * says in its row which one it knows, and {@code share_noted} keeps the newest, also when who knew
 * it is dead. Only who knows the newest divides. Who has had the time to hear of it and has not is
 * behind: it keeps what it has and knows, passes on what it does not know, and is given nothing
 * else.
 *
 * <p>Fence: who writes for a part asks in the same transaction whether its {@link
 * io.podspan.servicekit.share.Tenure} lasts ({@link io.podspan.servicekit.share.Fence}). The answer
 * holds until the transaction ends, because a change of owner waits for it. So an instance that
 * stood still and goes on writes nothing for a part that another one has by then, whatever it
 * believes and whatever its clock says.
 *
 * <p>Invariants: times are compared on the clock of Postgres alone; a part goes from a living owner
 * to the next one in one step, so it is never without one; who has just come is given nothing by
 * others before it has lasted, and takes nothing from the dead before all have had the time to
 * renew, however long Postgres was away, unless it is new and the dead one was the only one there
 * was; who comes is not ready while it is open whether somebody does what there is to do; while
 * Postgres is away everything stays as it is.
 *
 * <p>Threads: {@code share-keeper} is the only one that changes what is ours; any may ask.
 */
@NullMarked
package io.podspan.servicekit.share;

import org.jspecify.annotations.NullMarked;
