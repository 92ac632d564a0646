package io.podspan.bgp.wire.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Octets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of BMP (RFC 7854, section 4). */
public sealed interface BmpMessage extends BmpDecoded {
  int ROUTE_MONITORING = 0;
  int STATISTICS = 1;
  int PEER_DOWN = 2;
  int PEER_UP = 3;
  int INITIATION = 4;
  int TERMINATION = 5;
  int MIRRORING = 6;

  /** The name of a type, for people. */
  static String name(int type) {
    return switch (type) {
      case ROUTE_MONITORING -> "Route Monitoring";
      case STATISTICS -> "Statistics Report";
      case PEER_DOWN -> "Peer Down";
      case PEER_UP -> "Peer Up";
      case INITIATION -> "Initiation";
      case TERMINATION -> "Termination";
      case MIRRORING -> "Route Mirroring";
      default -> "message of type " + type;
    };
  }

  /** As {@link #name} and the metrics know it. */
  default int type() {
    return switch (this) {
      case RouteMonitoring _ -> ROUTE_MONITORING;
      case Statistics _ -> STATISTICS;
      case PeerDown _ -> PEER_DOWN;
      case PeerUp _ -> PEER_UP;
      case Initiation _ -> INITIATION;
      case Termination _ -> TERMINATION;
      case Mirroring _ -> MIRRORING;
      case Unknown(int type) -> type;
    };
  }

  /**
   * Routes of one table (section 4.6).
   *
   * @param update a whole UPDATE with its header, for {@link UpdateReader}
   */
  record RouteMonitoring(PeerHeader peer, Octets update) implements BmpMessage {}

  /** Figures of a peer (section 4.8). Those of an unknown length are left out. */
  record Statistics(PeerHeader peer, List<Figure> figures) implements BmpMessage {
    public Statistics {
      figures = List.copyOf(figures);
    }
  }

  /**
   * One of the figures.
   *
   * @param type as IANA lists it
   * @param afi of the family that it counts, 0 where it counts all
   * @param value unsigned
   */
  record Figure(int type, int afi, int safi, long value) {}

  /**
   * A session has ended, or is not watched any more (section 4.9): the routes of its peer go.
   *
   * @param reason 1 to 6, others as they came
   * @param notification of the reasons 1 and 3
   * @param fsmEvent of reason 2, otherwise 0
   * @param information of reason 6
   */
  record PeerDown(
      PeerHeader peer,
      int reason,
      Message.@Nullable Notification notification,
      int fsmEvent,
      List<Tlv> information)
      implements BmpMessage {
    public static final int LOCAL_NOTIFICATION = 1;
    public static final int LOCAL = 2;
    public static final int REMOTE_NOTIFICATION = 3;
    public static final int REMOTE = 4;
    public static final int NOT_MONITORED = 5;
    public static final int TABLE = 6;

    public PeerDown {
      information = List.copyOf(information);
    }

    /** Why, for people. */
    public String text() {
      String said = notification == null ? "" : ": " + notification.describe();
      return switch (reason) {
        case LOCAL_NOTIFICATION -> "the router ended the session" + said;
        case LOCAL -> "the router ended the session, event " + fsmEvent + " of RFC 4271";
        case REMOTE_NOTIFICATION -> "the peer ended the session" + said;
        case REMOTE -> "the peer ended the session without a word";
        case NOT_MONITORED -> "the router does not report this peer any more";
        case TABLE -> "the router does not report this table any more";
        default -> "reason " + reason;
      };
    }
  }

  /**
   * A session is established (section 4.10). Of Loc-RIB the OPENs are made up (RFC 9069).
   *
   * @param localPort 0 where it is not known
   */
  record PeerUp(
      PeerHeader peer,
      IpAddress localAddress,
      int localPort,
      int remotePort,
      Message.Open sent,
      Message.Open received,
      List<Tlv> information)
      implements BmpMessage {
    public PeerUp {
      information = List.copyOf(information);
    }

    /** The families whose prefixes should have path identifiers in this table (RFC 7911). */
    public Set<AddressFamily> pathIds(PeerHeader.Table table) {
      Set<AddressFamily> in = AddPath.families(received.capabilities(), sent.capabilities());
      Set<AddressFamily> out = AddPath.families(sent.capabilities(), received.capabilities());
      if (table != PeerHeader.Table.LOC_RIB) {
        return table.out() ? out : in;
      }
      Set<AddressFamily> either = EnumSet.noneOf(AddressFamily.class);
      either.addAll(in);
      either.addAll(out);
      return either;
    }

    /** The name of the routing instance. */
    public Optional<String> tableName() {
      return first(information, Tlv.TABLE_NAME);
    }
  }

  /** The first message of a router (section 4.3). */
  record Initiation(List<Tlv> information) implements BmpMessage {
    public Initiation {
      information = List.copyOf(information);
    }

    public Optional<String> name() {
      return first(information, Tlv.SYS_NAME);
    }

    public Optional<String> description() {
      return first(information, Tlv.SYS_DESCR);
    }
  }

  /** The last message of a router (section 4.5). */
  record Termination(List<Tlv> information) implements BmpMessage {
    public Termination {
      information = List.copyOf(information);
    }

    /** Why, for people. */
    public String text() {
      return information.stream()
          .filter(tlv -> tlv.type() == Tlv.REASON && tlv.value().length() == 2)
          .findFirst()
          .map(tlv -> reason((tlv.value().at(0) & 0xff) << 8 | (tlv.value().at(1) & 0xff)))
          .orElse("it gave no reason");
    }

    private static String reason(int code) {
      return switch (code) {
        case 0 -> "closed by an operator";
        case 1 -> "unspecified reason";
        case 2 -> "out of resources";
        case 3 -> "redundant connection";
        case 4 -> "closed for good by an operator";
        default -> "reason " + code;
      };
    }
  }

  /** A copy of a BGP message (section 4.7), which is not looked into. */
  record Mirroring(PeerHeader peer, Octets content) implements BmpMessage {}

  /** A message of a type that is not known, which is passed over (section 4.1). */
  record Unknown(int type) implements BmpMessage {}

  private static Optional<String> first(List<Tlv> information, int type) {
    return information.stream().filter(tlv -> tlv.type() == type).findFirst().map(Tlv::text);
  }
}
