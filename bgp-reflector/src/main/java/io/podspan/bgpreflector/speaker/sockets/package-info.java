/**
 * Channels, event loops and the network.
 *
 * <p>{@link io.podspan.bgpreflector.speaker.sockets.Transport} opens the event loops: epoll on
 * Linux, NIO elsewhere. An {@link io.podspan.bgpreflector.speaker.sockets.IoLoop} is one thread
 * with its timers, its pumps and its {@link io.podspan.bgpreflector.speaker.sockets.ReceiveBuffer}.
 * {@link io.podspan.bgpreflector.speaker.sockets.Sockets} is the port by which sessions use the
 * network; {@link io.podspan.bgpreflector.speaker.sockets.KernelSockets} is the real one. Tests use
 * embedded channels.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.sockets;

import org.jspecify.annotations.NullMarked;
