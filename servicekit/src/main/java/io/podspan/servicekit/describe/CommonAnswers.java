package io.podspan.servicekit.describe;

import io.podspan.servicekit.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Every operation can refuse a request for reasons that no resource decides: they are written down
 * here. Every answer from 400 on is a {@link Problem}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonAnswers implements OASFilter {
  private static final String SCHEMA = "Problem";
  private static final String VIOLATION = "Violation";

  private static final Map<String, String> ALWAYS =
      Map.of(
          "400", "The address of the request cannot be used",
          "401", "The caller is not known",
          "403", "The caller may not do this, or comes from where nobody is let in",
          "406", "The answer has none of the types that the request accepts",
          "421", "The name in Host is none of the service's",
          "503", "The service cannot answer now; the header Retry-After says when to try again");
  private static final Map<String, String> WITH_NAME = Map.of("404", "There is no such thing");
  private static final Map<String, String> WITH_BODY =
      Map.of(
          "408", "The body did not arrive in time",
          "413", "The body is too large",
          "415", "The body is not of a type that the request takes");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getPaths() == null || api.getPaths().getPathItems() == null) {
      return;
    }
    describeProblems(api);
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .values()
                    .forEach(operation -> complete(operation, path.contains("{"))));
  }

  private static void complete(Operation operation, boolean named) {
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    add(operation, ALWAYS);
    if (named) {
      add(operation, WITH_NAME);
    }
    if (operation.getRequestBody() != null) {
      add(operation, WITH_BODY);
    }
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, answer) -> {
              if (status.startsWith("4") || status.startsWith("5")) {
                withProblem(status, answer);
              }
            });
  }

  private static void add(Operation operation, Map<String, String> answers) {
    answers.forEach(
        (status, description) -> {
          if (!operation.getResponses().hasAPIResponse(status)) {
            operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
          }
        });
  }

  private static void withProblem(String status, APIResponse answer) {
    if (answer.getContent() == null) {
      answer.setContent(OASFactory.createContent());
    }
    var type = answer.getContent().getMediaType(Problem.MEDIA_TYPE);
    if (type == null) {
      type = OASFactory.createMediaType();
      answer.getContent().addMediaType(Problem.MEDIA_TYPE, type);
    }
    if (type.getSchema() == null) {
      type.setSchema(OASFactory.createSchema().ref(SCHEMA));
    }
    if (type.getExample() == null && type.getExamples() == null) {
      type.setExample(ProblemExamples.of(Integer.parseInt(status), answer.getDescription()));
    }
  }

  private static void describeProblems(OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    api.getComponents().addSchema(SCHEMA, problem());
    api.getComponents().addSchema(VIOLATION, violation());
  }

  private static Schema problem() {
    Map<String, Schema> fields = new LinkedHashMap<>();
    fields.put("type", text("A URI reference that names the kind of problem"));
    fields.put("title", text("The kind of problem in words"));
    fields.put(
        "status",
        OASFactory.createSchema().type(List.of(SchemaType.INTEGER)).description("The HTTP status"));
    fields.put("detail", text("What is wrong this time"));
    fields.put("nextStep", text("What to do about it"));
    fields.put(
        "violations",
        OASFactory.createSchema()
            .type(List.of(SchemaType.ARRAY))
            .items(OASFactory.createSchema().ref(VIOLATION))
            .description("Each single fault, where there are several"));
    return object("A problem (RFC 9457)", fields, List.of("type", "title", "status", "detail"));
  }

  private static Schema violation() {
    Map<String, Schema> fields = new LinkedHashMap<>();
    fields.put("code", text("What kind"));
    fields.put("where", text("The field or object that it is about"));
    fields.put("detail", text("What is wrong"));
    fields.put("nextStep", text("What to do about it"));
    return object("One fault among several", fields, List.of("code", "where", "detail"));
  }

  private static Schema object(String title, Map<String, Schema> fields, List<String> required) {
    return OASFactory.createSchema()
        .type(List.of(SchemaType.OBJECT))
        .description(title)
        .properties(fields)
        .required(required);
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().type(List.of(SchemaType.STRING)).description(description);
  }
}
