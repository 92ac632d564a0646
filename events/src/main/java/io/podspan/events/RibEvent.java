package io.podspan.events;

import io.podspan.events.check.Require;
import java.util.List;

/**
 * What a reflector passes on. The key is the cluster that the routes come from, or the peer that
 * they are sent to.
 */
public sealed interface RibEvent extends Event {

  /**
   * A batch of changes of the best paths that come from one cluster.
   *
   * @param reflector which reflector
   * @param cluster where the routes come from
   * @param announced prefixes with a best path, new or replaced
   * @param withdrawn prefixes without one now
   * @param total prefixes of this cluster with a best path after the batch
   */
  record RoutesReflected(
      String reflector,
      String cluster,
      List<RouteEntry> announced,
      List<String> withdrawn,
      int total)
      implements RibEvent {
    /** In bytes: 5,000 of the longest. Whoever has more tells of them in several events. */
    private static final int MOST_ANNOUNCED = 600 << 10;

    private static final int MOST_WITHDRAWN = 250 << 10;

    public RoutesReflected {
      Require.text(reflector, "reflector");
      Require.text(cluster, "cluster");
      announced = RouteEntry.all(MOST_ANNOUNCED, announced, "announced");
      withdrawn = Require.allNames(MOST_WITHDRAWN, withdrawn, "withdrawn");
    }

    @Override
    public String subject() {
      return cluster;
    }
  }

  /**
   * What a peer with a session is sent now, and what is kept from it. It is told after the session
   * is established and whenever it changes, at most once a second for a peer.
   *
   * @param sent how many prefixes it is sent
   * @param endOfRib the families of which it was told that it has everything (RFC 4724, section 2)
   * @param withheld what it is not sent, by reason
   */
  record PeerRoutesSent(PeerIdentity peer, int sent, List<String> endOfRib, List<Withheld> withheld)
      implements RibEvent {
    /** What a list of a few words may take, in bytes. */
    private static final int SHORT_LIST = 64 << 10;

    /** More than there are. */
    private static final int MOST_REASONS = 32;

    public PeerRoutesSent {
      Require.present(peer, "peer");
      endOfRib = Require.firstNames(SHORT_LIST, endOfRib, "endOfRib");
      withheld = List.copyOf(Require.present(withheld, "withheld"));
      if (withheld.size() > MOST_REASONS) {
        withheld = List.copyOf(withheld.subList(0, MOST_REASONS));
      }
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * Prefixes that are kept from a peer for one reason.
   *
   * @param why the reason: {@code own-mesh}
   * @param count how many
   * @param prefixes the first of them in the order of addresses, at most {@link #MAX_PREFIXES}
   */
  record Withheld(String why, int count, List<String> prefixes) {
    public static final int MAX_PREFIXES = 16;

    public Withheld {
      Require.text(why, "why");
      prefixes = Require.names(prefixes, "prefixes");
      if (prefixes.size() > MAX_PREFIXES) {
        prefixes = List.copyOf(prefixes.subList(0, MAX_PREFIXES));
      }
    }
  }
}
