package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.routecollector.bmp.BmpView.RouterRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Routers that tell by BMP.
 *
 * @param listens whether this service listens for them at all
 */
public record BmpRouters(boolean listens, List<OfRouter> routers) {

  /**
   * A router.
   *
   * @param cluster whose node it is, absent when it is no node of a registered cluster
   * @param node which node it is, absent likewise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OfRouter(@Nullable String cluster, @Nullable String node, RouterRow router) {}
}
