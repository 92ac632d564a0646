package io.podspan.servicekit.door;

import io.podspan.servicekit.door.caller.Role;
import io.podspan.servicekit.door.entrance.Entrance;
import io.podspan.servicekit.door.request.Inquiry;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each request needs. Whatever is not named here needs a role: a read that of a viewer, a
 * change that of an operator, a question that is posted that of a viewer; a resource may ask for
 * more ({@code @RolesAllowed}), never for less.
 */
@Singleton
public class AccessPolicy implements HttpSecurityPolicy {
  /** Kubelets have no token, and must not need one to know that a process lives. */
  private static final Set<String> HEALTH =
      Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started");

  private static final String METRICS = "/q/metrics";

  private final DoorSettings settings;

  @Inject
  AccessPolicy(DoorSettings settings) {
    this.settings = settings;
  }

  @Override
  public Uni<CheckResult> checkPermission(
      RoutingContext context,
      Uni<SecurityIdentity> identity,
      AuthorizationRequestContext requestContext) {
    Optional<Role> needed = needed(context);
    return needed.isEmpty()
        ? CheckResult.permit()
        : identity.map(caller -> new CheckResult(caller.hasRole(needed.get().text())));
  }

  private Optional<Role> needed(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = String.valueOf(context.normalizedPath());
    if (Inquiry.isChange(request.method().name())) {
      return change(path);
    }
    return isOpen(path) || isAnonymousReader(request) ? Optional.empty() : Optional.of(Role.VIEWER);
  }

  /** To come in is no change: a code asks for nothing, and a viewer may make one. */
  private Optional<Role> change(String path) {
    return switch (path) {
      case Entrance.SESSION -> Optional.empty();
      case Entrance.CODE -> Optional.of(Role.VIEWER);
      default -> Optional.of(isQuestion(path) ? Role.VIEWER : Role.OPERATOR);
    };
  }

  private boolean isQuestion(String path) {
    return settings.questions().orElse(List.of()).contains(path);
  }

  private boolean isOpen(String path) {
    return HEALTH.contains(path)
        || (settings.openMetrics() && path.equals(METRICS))
        || settings.pageFiles().orElse(List.of()).stream().anyMatch(file -> matches(file, path));
  }

  private static boolean matches(String file, String path) {
    return file.endsWith("*")
        ? path.startsWith(file.substring(0, file.length() - 1))
        : path.equals(file);
  }

  private boolean isAnonymousReader(HttpServerRequest request) {
    return switch (settings.anonymousReads()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case LOOPBACK -> isFromLoopback(request);
    };
  }

  /** What a proxy on this machine passes on comes from elsewhere. */
  private static boolean isFromLoopback(HttpServerRequest request) {
    return isLoopback(request.connection().remoteAddress().hostAddress())
        && !request.headers().contains("Forwarded")
        && !request.headers().contains("X-Forwarded-For")
        && !request.headers().contains("Via");
  }

  /** Without the name of an interface, which an address of a link has behind it. */
  private static boolean isLoopback(@Nullable String address) {
    return address != null
        && InetAddress.ofLiteral(address.replaceFirst("%.*", "")).isLoopbackAddress();
  }
}
