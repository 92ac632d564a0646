package io.podspan.routecollector.bmp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Whether routers may connect, and how many. */
@ConfigMapping(prefix = "podspan.collector.bmp")
public interface BmpSettings {
  /** {@code ADDRESS:PORT}. Without it nobody can connect. */
  Optional<String> listen();

  /** Networks and addresses that may connect, beside the nodes of registered clusters. */
  Optional<List<String>> from();

  /** Most routers that are known. */
  @WithDefault("100")
  int routers();

  /** Most peers of one router. */
  @WithDefault("500")
  int peers();

  /** Most routes of one router, or of all that connect from one address. */
  @WithDefault("100000")
  int routesOfOne();

  /** Most routes of all routers: some 250 octets each, and at most 400. */
  @WithDefault("200000")
  int routes();
}
