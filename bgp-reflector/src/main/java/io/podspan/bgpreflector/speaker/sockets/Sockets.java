package io.podspan.bgpreflector.speaker.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.pulse.TcpSigns;
import io.podspan.bgpreflector.speaker.timers.SendProgress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The network as sessions use it: a port, so that tests can use embedded channels. */
public interface Sockets {

  /**
   * Whether an accepted connection came from farther away than the peer may be (RFC 5082). Looks at
   * its SYN, because other packets may have arrived before {@link #protect}.
   */
  boolean isTooFar(Channel channel, PeerConfig peer);

  /**
   * Sets the TTL limits of an accepted channel, before anything is read from it. False when that
   * failed and the channel was closed.
   */
  boolean protect(Channel channel, PeerConfig peer);

  /** Starts to serve an accepted channel on this loop. */
  void register(Channel channel, IoLoop loop);

  /** A new channel that connects to the peer. */
  Channel connect(
      IoLoop loop, PeerConfig peer, ChannelHandler handler, BiConsumer<Channel, String> onFailed);

  /** Changes the TCP MD5 key of a connected channel. */
  void changePassword(Channel channel, PeerConfig peer);

  SendProgress progress(Channel channel);

  /**
   * Lets the kernel ask a quiet peer whether it is there. False where that cannot be done, so that
   * {@link #signs} says nothing.
   *
   * @param holdTime negotiated, seconds
   */
  boolean probe(Channel channel, int holdTime);

  /** What the kernel knows of the connection; null when it does not say. */
  @Nullable TcpSigns signs(Channel channel);

  /** Ends the output. The peer reads what was sent, and then the end. */
  void finishOutput(Channel channel);

  /** Closes, and discards what the peer has not taken. */
  void abort(Channel channel);
}
