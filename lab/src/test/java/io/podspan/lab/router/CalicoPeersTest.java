package io.podspan.lab.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class CalicoPeersTest {
  private static final List<String> MESH = List.of("198.18.0.32");
  private static final Map<String, String> LABELS = Map.of("rack", "a");
  private static final ObjectNode FILTER =
      spec(
          "narrow",
          """
          {"importV4": [{"action": "Accept", "matchOperator": "In", "cidr": "10.1.0.0/16"},
             {"action": "Reject", "matchOperator": "In", "cidr": "0.0.0.0/0"}],
           "exportV4": [{"action": "Reject", "matchOperator": "NotIn", "cidr": "10.3.0.0/16"}]}
          """);

  @Test
  void withoutResourcesThereIsTheMesh() {
    assertThat(of(List.of(), List.of()).peers())
        .containsExactly(new CalicoPeers.Peer("Mesh_198_18_0_32", "198.18.0.32", 179, 64512, ""));
  }

  @Test
  void theMeshCanBeTurnedOffAndTheAsnChanged() {
    var configuration = configuration("{\"nodeToNodeMeshEnabled\":false,\"asNumber\":64600}");

    CalicoPeers peers = of(List.of(peer("{\"peerIP\":\"198.18.0.1\"}")), List.of(configuration));

    assertThat(peers.asn()).isEqualTo(64600);
    assertThat(peers.peers())
        .containsExactly(new CalicoPeers.Peer("Global_198_18_0_1", "198.18.0.1", 179, 64600, ""));
  }

  @Test
  void aPortIsPartOfThePeersAddress() {
    assertThat(last(peer("{\"peerIP\":\"198.18.0.1:1790\",\"asNumber\":64512}")))
        .isEqualTo(
            new CalicoPeers.Peer("Global_198_18_0_1_port_1790", "198.18.0.1", 1790, 64512, ""));
  }

  @Test
  void aPeerOfAnotherNodeIsNotTaken() {
    assertThat(of(List.of(peer("{\"peerIP\":\"198.18.0.1\",\"node\":\"tokyo-n2\"}")), List.of()))
        .extracting(CalicoPeers::peers)
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  @Test
  void aSelectorPicksNodesByLabel() {
    assertThat(last(peer("{\"peerIP\":\"198.18.0.1\",\"nodeSelector\":\"rack == 'a'\"}")))
        .hasToString("Node_198_18_0_1");
    assertThat(last(peer("{\"peerIP\":\"198.18.0.1\",\"nodeSelector\":\"rack != 'a'\"}")))
        .hasToString("Mesh_198_18_0_32");
    assertThat(last(peer("{\"peerIP\":\"198.18.0.1\",\"nodeSelector\":\"!has(gpu) && all()\"}")))
        .hasToString("Node_198_18_0_1");
  }

  @Test
  void aPeerOfOneNodeAndOneOfAllByASelectorMakeTheSameSession() {
    ObjectNode ofNode = peer("{\"peerIP\":\"198.18.0.1\",\"node\":\"tokyo-n1\"}");
    ObjectNode ofAll = peer("{\"peerIP\":\"198.18.0.1\",\"nodeSelector\":\"all()\"}");

    var one = of(List.of(ofNode), List.of());
    assertThat(one.peers()).extracting(CalicoPeers.Peer::protocol).contains("Node_198_18_0_1");
    assertThat(of(List.of(ofNode, ofAll), List.of())).isEqualTo(one);
    assertThat(of(List.of(ofAll), List.of())).isEqualTo(one);
  }

  @Test
  void aPeerOfTheWholeClusterMakesAnotherOneAndGoesFirst() {
    ObjectNode ofNode = peer("{\"peerIP\":\"198.18.0.1\",\"node\":\"tokyo-n1\"}");
    ObjectNode global = peer("{\"peerIP\":\"198.18.0.1\"}");

    assertThat(of(List.of(ofNode, global), List.of()).peers())
        .extracting(CalicoPeers.Peer::protocol)
        .containsExactly("Mesh_198_18_0_32", "Global_198_18_0_1");
  }

  @Test
  void whatCannotBeReadIsLeftOutAndSaid() {
    CalicoPeers peers = of(List.of(peer("{\"peerIP\":\"reflector:179\"}")), List.of());

    assertThat(peers.peers()).hasSize(1);
    assertThat(peers.problems())
        .containsExactly(
            "BGPPeer reflector: \"reflector\" is not an IPv4 address such as 192.0.2.1");
  }

  @Test
  void aPasswordComesFromItsSecret() {
    ObjectNode peer =
        peer(
            "{\"peerIP\":\"198.18.0.1\","
                + "\"password\":{\"secretKeyRef\":{\"name\":\"bgp\",\"key\":\"key\"}}}");

    assertThat(last(peer).password()).isEqualTo("s3cret");
    assertThat(last(peer).toString()).doesNotContain("s3cret");
  }

  @Test
  void onlyEnabledPoolsAreExported() {
    CalicoPeers peers =
        CalicoPeers.of(
            "tokyo-n1",
            LABELS,
            MESH,
            new CalicoPeers.Resources(
                List.of(),
                List.of(),
                List.of(
                    spec("own", "{\"cidr\":\"10.3.0.0/16\"}"),
                    spec("remote", "{\"cidr\":\"10.1.0.0/16\",\"disabled\":true}")),
                List.of(),
                (_, _) -> Optional.empty()));

    assertThat(peers.pools()).hasToString("[10.3.0.0/16]");
    assertThat(BirdConfig.render(Nodes.TOKYO_1, peers))
        .contains("if net ~ [ 10.3.0.0/16+ ] then accept;")
        .contains("route 10.3.1.0/24 blackhole;")
        .contains("neighbor 198.18.0.32 port 179 as 64512;");
  }

  @Test
  void theFiltersOfAPeerComeBeforeCalicosOwn() {
    CalicoPeers peers =
        of(List.of(peer("{\"peerIP\":\"198.18.0.1\",\"filters\":[\"narrow\"]}")), List.of());
    assertThat(BirdConfig.render(Nodes.TOKYO_1, peers))
        .contains(
            "import filter { if net ~ 10.1.0.0/16 then accept; if net ~ 0.0.0.0/0 then reject;"
                + " accept; }",
            "export filter { if net !~ 10.3.0.0/16 then reject; calico_export(); }");
  }

  @Test
  void aPeerWhoseFilterIsNotThereIsLeftOut() {
    CalicoPeers peers =
        of(List.of(peer("{\"peerIP\":\"198.18.0.1\",\"filters\":[\"gone\"]}")), List.of());
    assertThat(peers.problems()).containsExactly("BGPPeer reflector: there is no BGPFilter gone");
  }

  private static CalicoPeers.Peer last(ObjectNode peer) {
    return of(List.of(peer), List.of()).peers().getLast();
  }

  private static CalicoPeers of(List<ObjectNode> peers, List<ObjectNode> configurations) {
    return CalicoPeers.of(
        "tokyo-n1",
        LABELS,
        MESH,
        new CalicoPeers.Resources(
            peers,
            configurations,
            List.of(),
            List.of(FILTER),
            (name, key) ->
                name.equals("bgp") && key.equals("key")
                    ? Optional.of("s3cret")
                    : Optional.empty()));
  }

  private static ObjectNode peer(String spec) {
    return spec("reflector", spec);
  }

  private static ObjectNode configuration(String spec) {
    return spec("default", spec);
  }

  private static ObjectNode spec(String name, String spec) {
    ObjectNode object = Json.object();
    object.putObject("metadata").put("name", name);
    object.set("spec", Json.parse(spec));
    return object;
  }
}
