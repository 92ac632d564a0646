package io.podspan.bgpreflector.speaker.sockets;

import io.podspan.addresses.IpAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The addresses under which others reach this speaker. */
public final class LocalAddresses {
  private static final System.Logger LOG = System.getLogger(LocalAddresses.class.getName());

  private LocalAddresses() {}

  /**
   * Those that are listened on; with a wildcard among them, also those of all interfaces, as they
   * are now.
   */
  public static Set<IpAddress> of(List<IpAddress> listen) {
    Set<IpAddress> own = new HashSet<>();
    boolean wildcard = false;
    for (IpAddress address : listen) {
      if (address.toInetAddress().isAnyLocalAddress()) {
        wildcard = true;
      } else {
        own.add(address);
      }
    }
    if (wildcard) {
      addInterfaces(own);
    }
    return own;
  }

  private static void addInterfaces(Set<IpAddress> own) {
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(known -> known.getInterfaceAddresses().stream())
          .map(InterfaceAddress::getAddress)
          .map(IpAddress::of)
          .forEach(own::add);
    } catch (SocketException unreadable) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The addresses of this machine cannot be read. Routes with one of them as next hop are"
              + " not refused: "
              + unreadable.getMessage());
    }
  }
}
