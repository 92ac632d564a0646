package io.podspan.servicekit.once;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.servicekit.door.Requester;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does a request once, however often it is sent. */
@Singleton
@IfBuildProperty(name = "podspan.idempotency.enabled", stringValue = "true")
public class Once {
  /** Tells an answer that was kept from one that was just made. */
  public static final String REPLAYED = "Idempotency-Replayed";

  private static final Logger LOG = Logger.getLogger(Once.class);
  private static final ScopedValue<Attempt> CURRENT = ScopedValue.newInstance();

  private final KeptAnswers kept;
  private final Supplier<@Nullable String> requester;
  private final ObjectMapper json;

  @Inject
  Once(KeptAnswers kept, Requester requester, ObjectMapper json) {
    this(kept, requester::name, json);
  }

  /**
   * @param requester the name of the caller whose request the thread works on
   */
  public Once(KeptAnswers kept, Supplier<@Nullable String> requester, ObjectMapper json) {
    this.kept = kept;
    this.requester = requester;
    this.json = json;
  }

  /**
   * The answer to a request.
   *
   * @param operation what is asked for, besides the body
   * @param body of the request
   * @param answer of an outcome of {@code work} that changed something; null of any other outcome.
   *     It is called inside of the transaction, and asks nobody else
   * @param work does it, and answers or refuses
   */
  public Response answer(
      IdempotencyKey key,
      String operation,
      @Nullable Object body,
      Function<Object, @Nullable Response> answer,
      Supplier<Response> work) {
    Optional<String> word = key.value();
    if (word.isEmpty()) {
      return work.get();
    }
    String caller = Objects.requireNonNullElse(requester.get(), "");
    return switch (kept.begin(caller, word.get(), digest(operation, body))) {
      case KeptAnswers.Nothing(String holder) ->
          attempted(new Attempt(caller, word.get(), holder, answer), work);
      case KeptAnswers.Answer(KeptAnswer answered) -> again(answered);
      case KeptAnswers.UnderWay _ ->
          throw ProblemException.conflict(
              "request-under-way",
              "A request with this Idempotency-Key is under way.",
              "Send it again in some seconds; it gets the answer of the first one.");
      case KeptAnswers.OtherRequest _ ->
          throw ProblemException.unprocessable(
              "key-of-another-request",
              "Key of another request",
              "This Idempotency-Key was sent with another request. Nothing was changed.",
              "Use a new key for each request, and the same one only to send it again.");
    };
  }

  private Response attempted(Attempt attempt, Supplier<Response> work) {
    try {
      Response response = ScopedValue.where(CURRENT, attempt).call(work::get);
      if (attempt.response != null) {
        return attempt.response;
      }
      release(attempt);
      return response;
    } catch (RuntimeException e) {
      release(attempt);
      throw e;
    }
  }

  /** Leaves an answer that was committed. A mark that stays is taken over later. */
  private void release(Attempt attempt) {
    try {
      kept.release(attempt.caller, attempt.key, attempt.holder);
    } catch (RuntimeException e) {
      LOG.warnf("the mark of a request stays until it is old: %s", e.getMessage());
    }
  }

  /**
   * Tells of an outcome, inside of the transaction that made it. Does nothing where no request with
   * a key is worked on.
   */
  public static void saw(@Nullable Object outcome) {
    if (outcome != null && CURRENT.isBound()) {
      CURRENT.get().saw(outcome);
    }
  }

  /** One request that is worked on; of its thread. */
  private final class Attempt {
    private final String caller;
    private final String key;
    private final String holder;
    private final Function<Object, @Nullable Response> answer;
    private @Nullable Response response;

    Attempt(String caller, String key, String holder, Function<Object, @Nullable Response> answer) {
      this.caller = caller;
      this.key = key;
      this.holder = holder;
      this.answer = answer;
    }

    /** A transaction may fail and be tried again: the last answer counts. */
    void saw(Object outcome) {
      Response made = answer.apply(outcome);
      if (made == null) {
        return;
      }
      if (!kept.keep(caller, key, holder, written(made))) {
        throw ProblemException.conflict(
            "request-taken-over",
            "The request took so long that another one with its Idempotency-Key was begun."
                + " Nothing was changed by this one.",
            "Send it again with the same key.");
      }
      response = made;
    }
  }

  private KeptAnswer written(Response response) {
    return new KeptAnswer(
        response.getStatus(),
        response.getHeaderString(HttpHeaders.LOCATION),
        response.getHeaderString(HttpHeaders.ETAG),
        response.hasEntity() ? text(response.getEntity()) : null,
        true);
  }

  private Response again(KeptAnswer answer) {
    if (!answer.whole()) {
      throw new ProblemException(
          Problem.of(
              409,
              "done-already",
              "Done already",
              "The request with this Idempotency-Key was done. Its answer was too large to be kept.",
              answer.location() == null
                  ? "Read what there is now."
                  : "Read what there is now: GET " + answer.location() + "."));
    }
    Response.ResponseBuilder response = Response.status(answer.status()).header(REPLAYED, "true");
    if (answer.location() != null) {
      response.header(HttpHeaders.LOCATION, answer.location());
    }
    if (answer.tag() != null) {
      response.header(HttpHeaders.ETAG, answer.tag());
    }
    return answer.body() == null
        ? response.build()
        : response.type(MediaType.APPLICATION_JSON).entity(answer.body()).build();
  }

  private String digest(String operation, @Nullable Object body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(operation.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      digest.update(text(body).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private String text(@Nullable Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body is always JSON", e);
    }
  }
}
