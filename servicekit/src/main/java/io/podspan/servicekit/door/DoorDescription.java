package io.podspan.servicekit.door;

import io.podspan.servicekit.door.entrance.Entrance;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** What the description of each API says of tokens: changes need one, reads take one. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DoorDescription implements OASFilter {
  private static final String SCHEME = "token";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getPaths() == null || api.getPaths().getPathItems() == null) {
      return;
    }
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    api.getComponents().addSecurityScheme(SCHEME, scheme());
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach((method, operation) -> secure(path, method, operation)));
  }

  private static SecurityScheme scheme() {
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .description(
            "A token of a caller that the service knows. Reads on loopback need none, unless"
                + " configured.");
  }

  private static void secure(String path, HttpMethod method, Operation operation) {
    if (path.equals(Entrance.SESSION) && method == HttpMethod.POST) {
      return;
    }
    operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(SCHEME));
    if (method == HttpMethod.GET) {
      operation.addSecurityRequirement(OASFactory.createSecurityRequirement());
    }
  }
}
