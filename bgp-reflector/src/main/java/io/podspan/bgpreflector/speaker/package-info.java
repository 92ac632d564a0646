/**
 * Sockets, timers and threads around the pure parts. The only package that knows Netty's channels
 * and event loops.
 *
 * <pre>
 *   I/O loop of X (owns PeerSession X)         shard loops (each owns an engine)      I/O loop of Y
 *   FrameCutter -> MessageDecoder
 *     -> Link drives SessionMachine
 *     -> updates of one read burst  --queue-->  drain, apply, decide, pack once
 *                                               append to GroupLog, wake   ------->   OutboundPump: gather, write
 * </pre>
 *
 * <p>Who owns what:
 *
 * <ul>
 *   <li>A {@link io.podspan.bgpreflector.speaker.PeerSession} and its connections belong to one
 *       {@link io.podspan.bgpreflector.speaker.IoLoop} for life. Keepalives are sent there and
 *       never wait for a shard; they wait for routes only as far as these are in the socket
 *       already, since {@link io.podspan.bgpreflector.speaker.OutboundPump} hands over little at a
 *       time.
 *   <li>All timers of a loop are in its {@link io.podspan.bgpreflector.speaker.TimerWheel}, and all
 *       its connections read into its {@link io.podspan.bgpreflector.speaker.ReceiveBuffer}: a
 *       quiet session has neither a scheduled task nor a buffer of its own.
 *   <li>{@link io.podspan.bgpreflector.speaker.ShardLoop} owns an engine: one thread, a bounded
 *       queue in. When it is full, the senders are not read from until it is not, and their hold
 *       timers wait meanwhile.
 *   <li>{@link io.podspan.bgpreflector.speaker.Speaker} puts it together; its methods may be called
 *       by any thread and do not block.
 * </ul>
 *
 * <p>A session in pieces: {@link io.podspan.bgpreflector.speaker.PeerSession} is the peer, {@link
 * io.podspan.bgpreflector.speaker.Connections} its one or, while they collide, two connections, a
 * {@link io.podspan.bgpreflector.speaker.Link} each, {@link
 * io.podspan.bgpreflector.speaker.ShardSide} what it says to the shards and {@link
 * io.podspan.bgpreflector.speaker.SessionOutlet} what these say to it.
 *
 * <p>Closed by default: a connection from an address that is neither a configured peer nor in a
 * range is closed before anything is read, counted by reason, and told at a bounded rate. {@link
 * io.podspan.bgpreflector.speaker.Keyring} has the listening sockets know the keys of peers (TCP
 * MD5) before {@link io.podspan.bgpreflector.speaker.Speaker#configure} returns, and {@link
 * io.podspan.bgpreflector.speaker.Membership} has a member of a range forgotten a while after its
 * session, {@link io.podspan.bgpreflector.speaker.Offenders} but not what it did.
 *
 * <p>RFCs: 2385, 4271 section 6.8, 5082, 7313, 9687.
 */
@NullMarked
package io.podspan.bgpreflector.speaker;

import org.jspecify.annotations.NullMarked;
