package io.podspan.bgpreflector.speaker.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.timers.SendProgress;
import java.util.function.BiConsumer;

/** Channels on and off the network: a port, so that sessions are tested on embedded channels. */
public interface Sockets {

  /**
   * Whether an accepted connection came from farther away than the peer may be (RFC 5082). Looks at
   * its SYN: what follows may have arrived before {@link #protect}.
   */
  boolean isTooFar(Channel channel, PeerConfig peer);

  /**
   * Shields an accepted channel before anything is read from it; false when that failed and it was
   * closed.
   */
  boolean protect(Channel channel, PeerConfig peer);

  /** Starts to serve an accepted channel on this loop. */
  void register(Channel channel, IoLoop loop);

  /** A new channel that connects to the peer. */
  Channel connect(
      IoLoop loop, PeerConfig peer, ChannelHandler handler, BiConsumer<Channel, String> onFailed);

  /** The other end of the session has another password from now on. */
  void changePassword(Channel channel, PeerConfig peer);

  SendProgress progress(Channel channel);

  /** No more output; the peer reads what there is and then the end. */
  void finishOutput(Channel channel);

  /** Closes, and has the kernel forget what the peer has not taken. */
  void abort(Channel channel);
}
