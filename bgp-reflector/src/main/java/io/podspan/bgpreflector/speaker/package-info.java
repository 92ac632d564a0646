/**
 * The BGP speaker: sockets, timers and threads around the pure parts. {@link
 * io.podspan.bgpreflector.speaker.Speaker} puts the packages below together. Its methods may be
 * called by any thread. They do not block, except start and close.
 *
 * <p>The path of an UPDATE, by package:
 *
 * <pre>
 *   listen      accepts the connection and finds the peer by its address
 *   sockets     reads bytes from the channel, on the I/O loop of the peer
 *   session     cuts them into frames, decodes them, drives the state machine
 *   shards      hands the updates of one read to the threads that own the routes
 *     reflect     import policy, then rib: best path; then encodes once per update group
 *   output      an I/O loop writes the encoded bytes to every member's socket
 * </pre>
 *
 * <p>Beside that path: {@code config} holds what peers are configured with, {@code keys} puts TCP
 * MD5 keys and TTL limits on sockets, {@code timers} is the clock of an I/O loop, {@code report} is
 * what the speaker tells others, {@code pulse} finds out whether peers still answer. A package
 * depends only on those further down in this list:
 *
 * <pre>
 *   speaker, listen, session, sockets, output, pulse, shards, report, keys, timers, config
 * </pre>
 *
 * <p>Netty's channels and event loops are used here and nowhere else.
 *
 * <p>RFCs: 2385, 4271 section 6.8, 5082, 7313, 9687.
 */
@NullMarked
package io.podspan.bgpreflector.speaker;

import org.jspecify.annotations.NullMarked;
