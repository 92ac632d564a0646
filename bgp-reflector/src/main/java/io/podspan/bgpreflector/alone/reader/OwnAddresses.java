package io.podspan.bgpreflector.alone.reader;

import io.podspan.addresses.Ipv4Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;

/** The addresses of the machine that it runs on: a port, as tests have no machine. */
interface OwnAddresses {

  /** Chosen as FRR does when none is configured. */
  Optional<Ipv4Address> highestIpv4();

  OwnAddresses OF_THIS_MACHINE =
      () -> {
        try {
          return NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
              .map(InetAddress::getHostAddress)
              .map(Ipv4Address::of)
              .max(Comparator.naturalOrder());
        } catch (SocketException unknown) {
          return Optional.empty();
        }
      };
}
