package io.podspan.servicekit.door;

import io.podspan.servicekit.problem.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a resource's own {@code @RolesAllowed} refuses, in the same words. */
public final class DoorMappers {
  @ServerExceptionMapper
  public Response forbidden(ForbiddenException e) {
    return answer(Answers.forbidden());
  }

  @ServerExceptionMapper
  public Response unauthorized(UnauthorizedException e) {
    return answer(Answers.whoAreYou());
  }

  @ServerExceptionMapper
  public Response unknown(AuthenticationFailedException e) {
    return answer(Answers.unknownToken());
  }

  private static Response answer(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    return problem.status() == 401
        ? response.header(HttpHeaders.WWW_AUTHENTICATE, Answers.CHALLENGE).build()
        : response.build();
  }
}
