package io.podspan.events.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.IntentEvent.InterconnectWithdrawn;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.world.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
  private static final SigningKey OURS = SigningKey.generate();
  private static final SigningKey THEIRS = SigningKey.generate();
  private static final TrustedKeys TRUSTED = new TrustedKeys(List.of(OURS.trusted()));

  @Test
  void whatWasSignedIsTrusted() {
    assertThat(TRUSTED.objection(received(signed(OURS)))).isEmpty();
    assertThat(TrustedKeys.signer(signed(OURS).headers())).isEqualTo(OURS.trusted().id());
  }

  @Test
  void whatIsNotSignedIsNotTrusted() {
    assertThat(TRUSTED.objection(received(unsigned()))).contains("it is not signed");
  }

  @Test
  void whatAStrangerSignedIsNotTrusted() {
    assertThat(TRUSTED.objection(received(signed(THEIRS))).orElseThrow())
        .contains("unknown key " + THEIRS.trusted().id());
  }

  @Test
  void theIdOfOurKeyAloneIsNoSignature() {
    ProducerRecord<String, byte[]> record = signed(THEIRS);
    record.headers().remove(SignedRecord.KEY);
    record.headers().add(SignedRecord.KEY, OURS.trusted().id().getBytes(UTF_8));

    assertThat(TRUSTED.objection(received(record))).contains("its signature is wrong");
  }

  @Test
  void anotherTopicKeyOrValueNeedsAnotherSignature() {
    ProducerRecord<String, byte[]> record = signed(OURS);

    assertWrong("podspan.rollouts", record.key(), record.value(), record);
    assertWrong(record.topic(), "interconnect/asia", record.value(), record);
    assertWrong(record.topic(), null, record.value(), record);
    assertWrong(record.topic(), record.key(), "{}".getBytes(UTF_8), record);
    assertWrong(record.topic(), record.key(), null, record);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ce_installation",
        "ce_generation",
        "ce_type",
        "ce_id",
        "ce_source",
        "ce_time",
        "ce_requestedby",
        "podspan_signature"
      })
  void aHeaderThatWasChangedAddedOrRemovedNeedsAnotherSignature(String name) {
    assertChanged(headers -> headers.remove(name).add(name, "another".getBytes(UTF_8)));
    assertChanged(headers -> headers.add(name, "another".getBytes(UTF_8)));
    assertThat(TRUSTED.objection(received(changed(headers -> headers.remove(name))))).isPresent();
  }

  @Test
  void twoKeysAreTrustedWhileOneReplacesTheOther() {
    TrustedKeys both = new TrustedKeys(List.of(OURS.trusted(), THEIRS.trusted()));

    assertThat(both.objection(received(signed(OURS)))).isEmpty();
    assertThat(both.objection(received(signed(THEIRS)))).isEmpty();
  }

  @Test
  void keysAreReadAgainFromTheirFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("signing.pem");
    Files.writeString(file, OURS.toPem());

    SigningKey again = SigningKey.read(file);

    assertThat(again.trusted().id()).isEqualTo(OURS.trusted().id());
    assertThat(TRUSTED.objection(received(signed(again)))).isEmpty();
    assertThat(TrustedKey.parse(OURS.trusted().toPem()).id()).isEqualTo(OURS.trusted().id());
    assertThat(OURS.trusted().toPem()).doesNotContain("PRIVATE");
  }

  @Test
  void aFileThatIsNoKeyIsNamedAndNotShown(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("signing.pem");
    for (String text :
        List.of(
            "marker",
            "-----BEGIN PRIVATE KEY-----\nbWFya2Vy\n-----END PRIVATE KEY-----\n",
            OURS.toPem().replace(OURS.trusted().toPem(), THEIRS.trusted().toPem()))) {
      Files.writeString(file, text);

      assertThatThrownBy(() -> SigningKey.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageNotContaining("marker")
          .hasMessageNotContaining("bWFya2Vy")
          .hasNoCause();
    }
  }

  private static void assertChanged(Consumer<Headers> change) {
    assertThat(TRUSTED.objection(received(changed(change)))).contains("its signature is wrong");
  }

  private static ProducerRecord<String, byte[]> changed(Consumer<Headers> change) {
    ProducerRecord<String, byte[]> record = signed(OURS);
    change.accept(record.headers());
    return record;
  }

  private static void assertWrong(
      String topic, String key, byte[] value, ProducerRecord<String, byte[]> record) {
    ConsumerRecord<String, byte[]> other = new ConsumerRecord<>(topic, 0, 0, key, value);
    record.headers().forEach(other.headers()::add);
    assertThat(TRUSTED.objection(other)).contains("its signature is wrong");
  }

  private static ProducerRecord<String, byte[]> signed(SigningKey key) {
    ProducerRecord<String, byte[]> record = unsigned();
    key.sign(record);
    return record;
  }

  private static ProducerRecord<String, byte[]> unsigned() {
    ProducerRecord<String, byte[]> record =
        EventCodec.record(
            Envelope.of("/podspan/test", Instant.now(), new InterconnectWithdrawn("europe"))
                .requestedBy("ana"));
    EventCodec.headers(new Provenance("ours", 41))
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }
}
