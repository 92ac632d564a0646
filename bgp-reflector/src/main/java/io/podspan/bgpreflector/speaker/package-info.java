/**
 * Sockets, timers and threads around the pure parts. The only package that knows Netty's channels
 * and event loops.
 *
 * <pre>
 *   I/O loop of X (owns PeerSession X)         shard loop (owns ReflectionEngine)     I/O loop of Y
 *   FrameDecoder -> MessageDecoder
 *     -> Link drives SessionMachine
 *     -> updates of one read burst  --queue-->  drain, apply, decide, pack once
 *                                               append to GroupLog, wake   ------->   OutboundPump: gather, write
 * </pre>
 *
 * <p>Who owns what:
 *
 * <ul>
 *   <li>A {@link io.podspan.bgpreflector.speaker.PeerSession} and its connections belong to one I/O
 *       loop for life. Keepalives are sent there and never wait for the shard.
 *   <li>{@link io.podspan.bgpreflector.speaker.ShardLoop} owns the engine: one thread, a bounded
 *       queue in. When it is full, the senders are not read from until it is not, and their hold
 *       timers wait meanwhile.
 *   <li>{@link io.podspan.bgpreflector.speaker.Speaker} puts it together; its methods may be called
 *       by any thread and do not block.
 * </ul>
 *
 * <p>Closed by default: a connection from an address that is no configured peer is closed before
 * anything is read, counted by reason, and told at a bounded rate.
 */
@NullMarked
package io.podspan.bgpreflector.speaker;

import org.jspecify.annotations.NullMarked;
