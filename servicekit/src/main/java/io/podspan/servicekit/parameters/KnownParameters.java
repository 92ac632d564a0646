package io.podspan.servicekit.parameters;

import io.podspan.servicekit.problem.Problem.Violation;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Changes take no parameter that they do not know: a mistyped {@code dryRun} must not make a change
 * of what was meant to be none. Reads that select refuse unknown ones by themselves.
 */
public final class KnownParameters {
  private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

  /**
   * @throws ProblemException 400 with each parameter that the method does not have
   */
  @ServerRequestFilter
  public void check(ContainerRequestContext request, ResourceInfo resource) {
    Method method = resource.getResourceMethod();
    if (method != null && !READS.contains(request.getMethod())) {
      check(
          request.getUriInfo().getQueryParameters().keySet(),
          known.computeIfAbsent(method, KnownParameters::of));
    }
  }

  static void check(Set<String> given, Set<String> known) {
    List<Violation> unknown =
        given.stream()
            .filter(name -> !known.contains(name))
            .map(
                name ->
                    new Violation(
                        "unknown-parameter",
                        name,
                        "This request has no parameter of this name.",
                        known.isEmpty()
                            ? "Leave it out."
                            : "Use " + String.join(", ", known) + ", or none."))
            .toList();
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid("parameters", unknown);
    }
  }

  /** Those of its arguments, and those of the beans among them. */
  static Set<String> of(Method method) {
    Set<String> names = new TreeSet<>();
    for (Parameter parameter : method.getParameters()) {
      QueryParam query = parameter.getAnnotation(QueryParam.class);
      if (query != null) {
        names.add(query.value());
      }
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          QueryParam ofBean = field.getAnnotation(QueryParam.class);
          if (ofBean != null) {
            names.add(ofBean.value());
          }
        }
      }
    }
    return names;
  }
}
