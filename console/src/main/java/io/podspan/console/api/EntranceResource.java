package io.podspan.console.api;

import io.podspan.servicekit.door.Identities;
import io.podspan.servicekit.door.caller.Caller;
import io.podspan.servicekit.door.caller.Role;
import io.podspan.servicekit.door.entrance.Entrance;
import io.podspan.servicekit.door.entrance.Sessions;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How a browser gets in: a program with a token asks for a code, the page sends the code once. */
@Path(Entrance.SESSION)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "entrance", description = "How a browser gets in")
public class EntranceResource {
  private final Sessions sessions;
  private final SecurityIdentity identity;

  @Inject
  public EntranceResource(Sessions sessions, SecurityIdentity identity) {
    this.sessions = sessions;
    this.identity = identity;
  }

  /** Who calls, as the service sees it. */
  public record CallerView(String name, @Nullable String role) {}

  /** What the browser may do at most; the page only reads. */
  public record CodeRequest(@Nullable String role) {}

  /** A code, and until when it is good. */
  public record CodeView(String code, Instant validUntil) {}

  /** A code that was asked for. */
  public record CodeBody(@Nullable String code) {}

  @GET
  @Operation(operationId = "whoAmI", summary = "Who calls; anonymous without a role")
  public CallerView whoAmI() {
    return Identities.caller(identity)
        .map(caller -> new CallerView(caller.name(), caller.role().text()))
        .orElse(new CallerView("anonymous", null));
  }

  @POST
  @Path("/code")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "makeCode",
      summary = "Makes a code by which a browser gets in once",
      description = "Needs a token; a browser that is in cannot let another one in.")
  @APIResponse(responseCode = "200", description = "The code")
  @APIResponse(responseCode = "403", description = "The role is larger than the caller's")
  public CodeView code(@Nullable CodeRequest body, @Context HttpServerRequest request) {
    Caller caller =
        Identities.caller(identity)
            .filter(_ -> request.headers().contains("Authorization"))
            .orElseThrow(EntranceResource::tokenNeeded);
    Role role = role(body == null ? null : body.role());
    if (!caller.role().includes(role)) {
      throw new ProblemException(
          Problem.of(
              403,
              "role-too-small",
              "Not allowed",
              "The caller is " + caller.role().text() + ", and asked for more.",
              "Ask for a role that the token has."));
    }
    Instant until = Instant.now().plus(sessions.codeLife()).truncatedTo(ChronoUnit.SECONDS);
    return new CodeView(sessions.code(new Caller(caller.name(), role)), until);
  }

  private static Role role(@Nullable String text) {
    return text == null
        ? Role.VIEWER
        : Role.named(text)
            .orElseThrow(
                () ->
                    ProblemException.badRequest(
                        "The field role names no role.", "Send viewer, operator or admin."));
  }

  private static ProblemException tokenNeeded() {
    return new ProblemException(
        Problem.of(
            403,
            "token-needed",
            "Token needed",
            "A code is made for who sends a token.",
            "Run podspan console."));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "enter",
      summary = "Sets the cookie of a session for a code",
      description = "The code is used up. The cookie is HttpOnly and SameSite=Strict.")
  @APIResponse(responseCode = "204", description = "In")
  @APIResponse(responseCode = "403", description = "The code is unknown, used or too old")
  public Response enter(@Nullable CodeBody body, @Context HttpServerRequest request) {
    String code = body == null ? null : body.code();
    String session =
        (code == null ? Optional.<String>empty() : sessions.enter(code))
            .orElseThrow(EntranceResource::unknownCode);
    return Response.noContent().cookie(cookie(session, request.isSSL())).build();
  }

  private NewCookie cookie(String session, boolean secure) {
    return new NewCookie.Builder(Sessions.COOKIE)
        .value(session)
        .path("/")
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .secure(secure)
        .maxAge((int) sessions.sessionLife().toSeconds())
        .build();
  }

  private static ProblemException unknownCode() {
    return new ProblemException(
        Problem.of(
            403,
            "unknown-code",
            "Unknown code",
            "This code is unknown, used already, or older than a few minutes.",
            "Run podspan console; it prints a new link."));
  }
}
