package io.podspan.servicekit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemMappersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProblemMappers mappers = new ProblemMappers();

  record Body(String name, List<Integer> numbers) {}

  @Test
  void aKnownFaultIsAnsweredAsItIs() {
    ProblemException fault =
        ProblemException.conflict("registered-twice", "paris is registered", "use another name");
    Problem problem = problem(mappers.known(fault), 409);
    assertThat(problem.type()).isEqualTo("/problems/registered-twice");
    assertThat(problem.nextStep()).isEqualTo("use another name");
  }

  @Test
  void malformedJsonSaysWhere() {
    JsonParseException fault =
        catchThrowableOfType(
            JsonParseException.class, () -> JSON.readValue("{\n  \"name\": oops}", Body.class));
    assertThat(problem(mappers.malformedJson(fault), 400).detail()).contains("line 2, column");
  }

  @Test
  void aWrongTypeNamesTheField() {
    MismatchedInputException fault =
        catchThrowableOfType(
            MismatchedInputException.class,
            () -> JSON.readValue("{\"numbers\":[1,\"two\"]}", Body.class));
    assertThat(problem(mappers.wrongJson(fault), 400).violations())
        .singleElement()
        .isEqualTo(
            new Problem.Violation(
                "wrong-type",
                "numbers[1]",
                "It is to be a whole number.",
                "Compare the body with the API's description (/q/openapi)."));
  }

  @Test
  void anUnknownFieldIsNamedWithThoseThatThereAreAndNotWithOurClasses() {
    MismatchedInputException fault =
        catchThrowableOfType(
            MismatchedInputException.class,
            () -> JSON.readValue("{\"nmae\\u001b\": 1}", Body.class));
    Problem problem = problem(mappers.wrongJson(fault), 400);
    assertThat(problem.detail())
        .isEqualTo("The field nmae? cannot be used: There is no field of this name.");
    assertThat(problem.violations())
        .singleElement()
        .returns("unknown-field", Problem.Violation::code)
        .returns("nmae?", Problem.Violation::where)
        .returns("Use one of name, numbers.", Problem.Violation::nextStep);
  }

  @Test
  void aBodyThatIsNoObjectIsToldSo() {
    MismatchedInputException fault =
        catchThrowableOfType(
            MismatchedInputException.class, () -> JSON.readValue("[1]", Body.class));
    assertThat(problem(mappers.wrongJson(fault), 400).detail())
        .isEqualTo("The body cannot be used: it is to be an object, alone.");
  }

  @Test
  void aStatusOfTheFrameworkBecomesAProblemToo() {
    assertThat(problem(mappers.framework(new NotAllowedException("GET")), 405).type())
        .isEqualTo("/problems/http-405");
  }

  @Test
  void aParameterThatIsNoNumberIsNotAMissingResource() {
    NotFoundException fault =
        new NotFoundException(new NumberFormatException("For input string: \"abc\""));
    assertThat(problem(mappers.framework(fault), 400).detail()).contains("abc");
    assertThat(problem(mappers.framework(new NotFoundException()), 404).type())
        .isEqualTo("/problems/http-404");
  }

  @Test
  void aDatabaseThatIsAwayIsToBeTriedAgain() {
    RuntimeException fault =
        new RuntimeException(new SQLException("gone", "08006", new ConnectException("refused")));
    Response response = mappers.anythingElse(fault);
    assertThat(problem(response, 503).nextStep()).contains("Try again");
    assertThat(response.getHeaderString("Retry-After")).isEqualTo("5");
  }

  @Test
  void anErrorOfOursTellsNothingOfItsInside() {
    Problem problem =
        problem(mappers.anythingElse(new IllegalStateException("password=hunter2")), 500);
    assertThat(problem.detail()).doesNotContain("hunter2").contains("the log has it under");
  }

  private static Problem problem(Response response, int status) {
    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(response.getMediaType()).hasToString(Problem.MEDIA_TYPE);
    return (Problem) response.getEntity();
  }
}
