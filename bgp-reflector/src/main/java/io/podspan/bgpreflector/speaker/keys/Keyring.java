package io.podspan.bgpreflector.speaker.keys;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerRange;
import io.podspan.bgpreflector.speaker.config.Protection;
import io.podspan.bgpreflector.speaker.config.Secret;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the listening sockets have to know about peers before these connect: their TCP MD5 keys, and
 * how far away they may be. Guarded by the speaker.
 */
public final class Keyring {
  private static final int DEFAULT_TTL = -1;
  private static final int MAX_TTL = 255;

  private final boolean available;
  private final List<Channel> listeners = new ArrayList<>();
  private Map<Md5Key, Secret> keys = Map.of();

  /** Of those peers and ranges that may have one of two, the one that is not on the sockets. */
  private Map<Md5Key, Secret> others = Map.of();

  /**
   * @param available whether this system supports keys and TTL limits
   */
  public Keyring(boolean available) {
    this.available = available;
  }

  public void add(Channel listener) {
    listeners.add(listener);
  }

  /**
   * Puts exactly these keys on the listening sockets.
   *
   * @throws IllegalArgumentException when that fails; nothing has changed then
   */
  public void replace(List<PeerConfig> peers, List<PeerRange> ranges) {
    List<Protection> all =
        Stream.concat(
                peers.stream().map(PeerConfig::protection),
                ranges.stream().map(range -> range.template().protection()))
            .toList();
    check(all, peers, ranges);
    Map<Md5Key, Secret> wanted = keysOf(peers, ranges, Protection::password);
    Map<Md5Key, Secret> before = keys;
    try {
      change(before, wanted);
    } catch (ChannelException failed) {
      restore(wanted, before);
      throw new IllegalArgumentException(
          "the kernel refused "
              + wanted.size()
              + " TCP MD5 keys: "
              + failed.getMessage()
              + "; each takes about 136 octets of net.core.optmem_max, which may have to be raised",
          failed);
    }
    keys = wanted;
    others = keysOf(peers, ranges, Protection::formerPassword);
    if (available) {
      limitTtl(all);
    }
  }

  private void check(Collection<Protection> all, List<PeerConfig> peers, List<PeerRange> ranges) {
    boolean needed = all.stream().anyMatch(p -> p.password().isPresent() || p.limitsTtl());
    if (needed && !available) {
      throw new IllegalArgumentException(
          "passwords (TCP MD5) and TTL security work on Linux with epoll only");
    }
    for (PeerConfig peer : peers) {
      for (PeerRange range : ranges) {
        // The kernel would demand the key of the range.
        if (peer.protection().password().isEmpty()
            && range.template().protection().password().isPresent()
            && range.range().contains(peer.address())) {
          throw new IllegalArgumentException(
              "peer "
                  + peer.address()
                  + " has no password, but its range "
                  + range.range()
                  + " has one: give the peer a password too, or take it out of the range");
        }
      }
    }
  }

  /** Whether there are peers that may have one of two keys. */
  public boolean hasOthers() {
    return !others.isEmpty();
  }

  /**
   * Has the listening sockets take the other key of each peer that may have one of two. Connections
   * that stand keep the key that they began with. A handshake between two turns is made good by
   * TCP's own repeats.
   *
   * @param waiting whether a peer has no session; of a range nobody can know
   */
  public void takeTurns(Predicate<IpAddress> waiting) {
    Map<Md5Key, Secret> next = new HashMap<>(keys);
    Map<Md5Key, Secret> left = new HashMap<>(others);
    others.forEach(
        (key, other) -> {
          Secret present = keys.get(key);
          if (present != null && (!key.isOne() || waiting.test(key.address()))) {
            next.put(key, other);
            left.put(key, present);
          }
        });
    change(keys, next);
    keys = next;
    others = left;
  }

  private static Map<Md5Key, Secret> keysOf(
      List<PeerConfig> peers,
      List<PeerRange> ranges,
      Function<Protection, Optional<Secret>> which) {
    Map<Md5Key, Secret> keys = new HashMap<>();
    for (PeerRange range : ranges) {
      Md5Key key = keyOf(range.range());
      which.apply(range.template().protection()).ifPresent(secret -> keys.put(key, secret));
    }
    for (PeerConfig peer : peers) {
      Md5Key key = keyOf(peer.address());
      which.apply(peer.protection()).ifPresent(secret -> keys.put(key, secret));
    }
    return keys;
  }

  public static Md5Key keyOf(IpAddress address) {
    return new Md5Key(address, address.ipv6() ? 128 : 32);
  }

  private static Md5Key keyOf(Prefix range) {
    return new Md5Key(range.address(), range.length());
  }

  private void change(Map<Md5Key, Secret> before, Map<Md5Key, Secret> after) {
    for (Channel listener : listeners) {
      before.forEach(
          (key, _) -> {
            if (!after.containsKey(key) && isOf(listener, key)) {
              listener.config().setOption(ProtectionOptions.MD5_KEY, key.without());
            }
          });
      after.forEach(
          (key, secret) -> {
            if (!Objects.equals(secret, before.get(key)) && isOf(listener, key)) {
              listener.config().setOption(ProtectionOptions.MD5_KEY, key.with(secret));
            }
          });
    }
  }

  private void restore(Map<Md5Key, Secret> failed, Map<Md5Key, Secret> before) {
    for (Channel listener : listeners) {
      failed.forEach(
          (key, _) -> {
            if (!before.containsKey(key) && isOf(listener, key)) {
              forget(listener, key);
            }
          });
      before.forEach(
          (key, secret) -> {
            if (isOf(listener, key)) {
              listener.config().setOption(ProtectionOptions.MD5_KEY, key.with(secret));
            }
          });
    }
  }

  private static void forget(Channel listener, Md5Key key) {
    try {
      listener.config().setOption(ProtectionOptions.MD5_KEY, key.without());
    } catch (ChannelException unknown) {
      // It was not among those that the kernel took.
    }
  }

  private static boolean isOf(Channel listener, Md5Key key) {
    return isIpv6(listener) == key.address().ipv6();
  }

  private static boolean isIpv6(Channel listener) {
    return listener.localAddress() instanceof InetSocketAddress local
        && IpAddress.of(local.getAddress()).ipv6();
  }

  /**
   * The answer to a SYN carries the listener's TTL, so one peer with TTL security is enough for it
   * to be 255; what arrives at the listener is limited only as far as all peers are (RFC 5082).
   */
  private void limitTtl(List<Protection> all) {
    boolean any = all.stream().anyMatch(Protection::limitsTtl);
    int min = all.stream().mapToInt(Protection::minTtl).min().orElse(0);
    for (Channel listener : listeners) {
      boolean ipv6 = isIpv6(listener);
      listener.config().setOption(ProtectionOptions.ttl(ipv6), any ? MAX_TTL : DEFAULT_TTL);
      listener.config().setOption(ProtectionOptions.minTtl(ipv6), min);
    }
  }
}
