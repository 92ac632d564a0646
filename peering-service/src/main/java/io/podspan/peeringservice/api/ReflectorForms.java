package io.podspan.peeringservice.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Says in the API's description that a reflector may be a name alone. Annotations cannot. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ReflectorForms implements OASFilter {
  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getComponents() == null || api.getComponents().getSchemas() == null) {
      return;
    }
    Schema body = api.getComponents().getSchemas().get("InterconnectBody");
    Schema reflectors = body == null ? null : body.getProperties().get("reflectors");
    if (reflectors != null) {
      reflectors.setItems(OASFactory.createSchema().anyOf(List.of(name(), reflectors.getItems())));
    }
  }

  private static Schema name() {
    return OASFactory.createSchema()
        .addType(SchemaType.STRING)
        .description("The name of a declared reflector")
        .addExample("rr1");
  }
}
