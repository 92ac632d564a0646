package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.PathAttributes;
import org.jspecify.annotations.Nullable;

/** Which routes loop, which are passed on, and how they look then (RFC 4456). Pure. */
public final class ReflectionRules {
  private final LocalSpeaker local;

  public ReflectionRules(LocalSpeaker local) {
    this.local = local;
  }

  /** Section 8, and RFC 4271 section 9.1.2. Null when the route does not loop. */
  public @Nullable Rejection loop(PathAttributes attributes) {
    if (attributes.isReflected() && attributes.originatorId() == local.routerId()) {
      return Rejection.ORIGINATOR_IS_US;
    }
    if (attributes.clusterListContains(local.clusterId())) {
      return Rejection.CLUSTER_LOOP;
    }
    return attributes.asPathContains(local.asn()) ? Rejection.AS_LOOP : null;
  }

  /**
   * Section 6: what non-clients announce goes to clients only; everything else goes to everybody.
   */
  public static boolean mayPass(RouteSource.Kind from, RouteSource.Kind to) {
    return switch (from) {
      case LOCAL, CLIENT, EXTERNAL -> true;
      case NON_CLIENT -> to != RouteSource.Kind.NON_CLIENT;
    };
  }

  /** The attributes that the receivers get. */
  public PathAttributes outbound(Path path, ExportKey key) {
    PathAttributes attributes =
        path.source().isLocal() ? PathAttributes.originated(key.localAddress()) : path.attributes();
    if (key.receiver() == RouteSource.Kind.EXTERNAL) {
      return attributes.leaving(local.asn());
    }
    return switch (path.source().kind()) {
      case LOCAL -> attributes;
      case EXTERNAL -> attributes.withDefaultLocalPref();
      case CLIENT, NON_CLIENT ->
          attributes.reflectedBy(local.clusterId(), path.source().routerId());
    };
  }
}
