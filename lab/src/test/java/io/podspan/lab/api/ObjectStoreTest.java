package io.podspan.lab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {
  private static final ObjectKey KEY = ObjectKey.of(ResourceType.CONFIG_MAP, "default", "map");

  private final ObjectStore store = new ObjectStore();

  @Test
  void everyChangeMakesANewVersion() {
    String first = version(create());
    String second = version(store.update(KEY, map -> map.put("n", 2)));

    assertThat(Long.parseLong(second)).isGreaterThan(Long.parseLong(first));
  }

  @Test
  void aChangeThatChangesNothingMakesNoVersion() {
    String before = version(create());

    assertThat(version(store.update(KEY, map -> map))).isEqualTo(before);
  }

  @Test
  void onlyAChangeOfTheSpecIsANewGeneration() {
    create();
    store.update(KEY, map -> map.set("status", Json.object().put("seen", true)));
    assertThat(generation()).isEqualTo(1);

    store.update(KEY, map -> map.set("spec", Json.object().put("wanted", true)));
    assertThat(generation()).isEqualTo(2);
  }

  @Test
  void identityCannotBeChanged() {
    String uid = create().at("/metadata/uid").asText();

    store.update(
        KEY,
        map -> {
          map.withObject("/metadata").put("uid", "other").put("name", "other");
          return map.put("kind", "Secret");
        });

    assertThat(store.get(KEY).at("/metadata/uid").asText()).isEqualTo(uid);
    assertThat(store.get(KEY).at("/metadata/name").asText()).isEqualTo("map");
    assertThat(store.get(KEY).path("kind").asText()).isEqualTo("ConfigMap");
  }

  @Test
  void labelsAndAnnotationsOfWhichThereAreNoneAreNotKept() {
    create();
    store.update(
        KEY,
        map -> {
          map.withObject("/metadata/annotations").put("one", "more");
          map.withObject("/metadata/labels");
          return map;
        });
    assertThat(store.get(KEY).path("metadata").has("labels")).isFalse();
    store.update(
        KEY,
        map -> {
          map.withObject("/metadata/annotations").remove("one");
          return map;
        });
    assertThat(store.get(KEY).path("metadata").has("annotations")).isFalse();
  }

  @Test
  void anOldVersionIsAConflict() {
    ObjectNode old = create().deepCopy();
    store.update(KEY, map -> map.put("n", 2));

    assertThatThrownBy(() -> store.update(KEY, _ -> old.deepCopy()))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(409));
  }

  @Test
  void aDryRunStoresNothingAndTellsNobody() {
    create();
    var heard = new ArrayList<Change>();
    store.listen(heard::add);

    assertThat(store.update(KEY, map -> map.put("n", 2), true).path("n").asInt()).isEqualTo(2);

    assertThat(store.get(KEY).has("n")).isFalse();
    assertThat(heard).isEmpty();
  }

  @Test
  void aWatchResumesAfterTheVersionItSaw() {
    String seen = version(create());
    store.update(KEY, map -> map.put("n", 2));
    store.remove(KEY);

    assertThat(watch("resourceVersion", seen)).containsExactly("MODIFIED", "DELETED");
  }

  @Test
  void aWatchWithoutVersionStartsWithWhatIsThere() {
    create();

    assertThat(watch("watch", "true")).containsExactly("ADDED");
  }

  @Test
  void aStreamingListEndsItsStateWithABookmark() {
    create();

    assertThat(watch("sendInitialEvents", "true")).containsExactly("ADDED", "BOOKMARK");
  }

  @Test
  void aVersionThatIsForgottenHasExpired() {
    create();
    for (int i = 0; i < 5000; i++) {
      int n = i;
      store.update(KEY, map -> map.put("n", n));
    }

    assertThat(watch("resourceVersion", "2")).containsExactly("ERROR");
  }

  @Test
  void leavingTheSelectorLooksLikeADeletion() {
    store.create(KEY, Json.literal("{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"));
    var types = new ArrayList<String>();
    MultiMap query = MultiMap.caseInsensitiveMultiMap().add("labelSelector", "a=b");
    new WatchStream(request(query), e -> types.add(e.path("type").asText())).start(store);

    store.update(
        KEY,
        map -> {
          map.withObject("/metadata").remove("labels");
          return map;
        });

    assertThat(types).containsExactly("ADDED", "DELETED");
  }

  private List<String> watch(String parameter, String value) {
    var types = new ArrayList<String>();
    MultiMap query = MultiMap.caseInsensitiveMultiMap().add(parameter, value);
    new WatchStream(request(query), event -> types.add(event.path("type").asText())).start(store);
    return types;
  }

  private static ApiRequest request(MultiMap query) {
    return new ApiRequest("GET", ResourceType.CONFIG_MAP, "default", "", "", query);
  }

  private ObjectNode create() {
    return store.create(KEY, ResourceType.CONFIG_MAP.object("default", "map"));
  }

  private long generation() {
    return store.get(KEY).at("/metadata/generation").asLong();
  }

  private static String version(ObjectNode object) {
    return object.at("/metadata/resourceVersion").asText();
  }
}
