package io.podspan.servicekit.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses requests whose path or query has control characters. No name has any; a database refuses
 * them (%00), and a terminal obeys them.
 */
public class PrintableAddress {

  @ServerRequestFilter(preMatching = true)
  public void check(ContainerRequestContext request) {
    UriInfo uri = request.getUriInfo();
    if (hasControls(uri.getPath()) || hasControls(uri.getQueryParameters())) {
      throw ProblemException.badRequest(
          "The address of the request has a control character, such as %00.",
          "Send names and values of printable characters.");
    }
  }

  private static boolean hasControls(Map<String, List<String>> parameters) {
    return parameters.entrySet().stream()
        .anyMatch(
            parameter ->
                hasControls(parameter.getKey())
                    || parameter.getValue().stream().anyMatch(PrintableAddress::hasControls));
  }

  static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }
}
