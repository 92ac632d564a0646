package io.podspan.peeringservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.servicekit.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an interconnect says which reflectors it has. */
class InterconnectBodyTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Reflector RR1 = new Reflector("rr1", "192.0.2.1", 179, 64512);
  private static final Reflector RR2 = new Reflector("rr2", "192.0.2.2", 1790, 64512);

  private static InterconnectRequest checked(String reflectors) throws JsonProcessingException {
    InterconnectBody body =
        JSON.readValue(
            "{\"name\": \"europe\", \"clusters\": [\"paris\", \"london\"], \"reflectors\": "
                + reflectors
                + "}",
            InterconnectBody.class);
    return body.checked(name -> name.equals("rr1") ? Optional.of(RR1) : Optional.empty());
  }

  private static void refused(String reflectors, int status, String code, String where) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> checked(reflectors))
        .satisfies(
            e -> {
              assertThat(e.problem().status()).isEqualTo(status);
              assertThat(e.problem().violations())
                  .anySatisfy(
                      v -> {
                        assertThat(v.code()).isEqualTo(code);
                        assertThat(v.where()).isEqualTo(where);
                      });
            });
  }

  @Test
  void aNameAloneIsADeclaredReflector() throws JsonProcessingException {
    assertThat(checked("[\"rr1\"]").reflectors()).containsExactly(RR1);
    assertThat(checked("[\"rr1\"]").byName()).containsExactly("rr1");
    assertThat(checked("[{\"name\": \"rr1\"}]").reflectors()).containsExactly(RR1);
  }

  @Test
  void oneThatIsDescribedNeedsNoDeclaration() throws JsonProcessingException {
    InterconnectRequest request =
        checked("[{\"name\": \"rr2\", \"address\": \"192.0.2.2\", \"port\": 1790}]");
    assertThat(request.reflectors()).containsExactly(RR2);
    assertThat(request.byName()).isEmpty();
  }

  @Test
  void bothFormsStandSideBySide() throws JsonProcessingException {
    assertThat(
            checked("[\"rr1\", {\"name\": \"rr2\", \"address\": \"192.0.2.2\", \"port\": 1790}]")
                .reflectors())
        .containsExactly(RR1, RR2);
  }

  @Test
  void aNameThatIsNotDeclaredIsRefusedAsThingsAre() {
    refused("[\"rr1\", \"rr9\"]", 422, "unknown-reflector", "reflectors[1]");
  }

  @Test
  void whatIsNoNameIsAFaultOfItsField() {
    refused("[\"RR 1\"]", 400, "bad-name", "reflectors[0]");
    refused("[\"\"]", 400, "bad-name", "reflectors[0]");
    refused("[null]", 400, "bad-name", "reflectors[0].name");
  }

  @Test
  void oneReflectorIsNotNamedTwiceWhateverTheForm() {
    refused(
        "[\"rr1\", {\"name\": \"rr1\", \"address\": \"192.0.2.9\"}]",
        400,
        "duplicate",
        "reflectors");
  }

  @Test
  void numbersAndListsAreNoReflectors() {
    for (String element : new String[] {"7", "true", "[\"rr1\"]"}) {
      assertThatExceptionOfType(JsonProcessingException.class)
          .isThrownBy(() -> checked("[" + element + "]"));
    }
  }

  @Test
  void whatWasAskedForCanBeWrittenAndReadAgain() throws JsonProcessingException {
    InterconnectBody.ReflectorBody body =
        new InterconnectBody.ReflectorBody("rr2", "192.0.2.2", 1790, 64512L);
    assertThat(JSON.readValue(JSON.writeValueAsString(body), InterconnectBody.ReflectorBody.class))
        .isEqualTo(body);
  }
}
