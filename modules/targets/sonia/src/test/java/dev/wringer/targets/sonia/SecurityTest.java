package dev.wringer.targets.sonia;

import static dev.wringer.targets.sonia.ServiceName.API_GATEWAY;
import static dev.wringer.targets.sonia.ServiceName.EVA_OS;
import static dev.wringer.targets.sonia.ServiceName.MEMORY_ENGINE;
import static dev.wringer.targets.sonia.ServiceName.MODEL_ROUTER;
import static dev.wringer.targets.sonia.ServiceName.OPENCLAW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wringer.targets.sonia.SoniaInProcess.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The release gate for security: every attack is refused by the server that would do the harm, with the right code. */
class SecurityTest {
    @TempDir
    static Path data;

    private static SoniaInProcess sonia;

    @BeforeAll
    static void start() {
        sonia = SoniaInProcess.healthy(data);
    }

    @AfterAll
    static void stop() {
        sonia.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        MODEL_ROUTER  | /route           | {"message":"hello"}
        MEMORY_ENGINE | /store           | {"user":"u","text":"t"}
        MEMORY_ENGINE | /search          | {"query":"test"}
        OPENCLAW      | /execute         | {"tool_name":"time.now"}
        EVA_OS        | /policy/decide   | {"tool_name":"time.now"}
        EVA_OS        | /approval/grant  | {"tool_name":"shell.run"}
        """)
    void aCallBetweenServicesNeedsTheServiceToken(ServiceName service, String path, String body) {
        Reply missing = sonia.post(service, path, body);
        Reply wrong = sonia.post(service, path, body, ServiceToken.HEADER, "0".repeat(64));
        Reply valid = sonia.postAsService(service, path, body);

        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(valid.status()).isEqualTo(200);
    }

    @Test
    void theServiceTokenIsReadableByItsOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ServiceToken.fileIn(data))))
                .isEqualTo("rw-------");
    }

    @Test
    void aDestructiveToolWithoutApprovalIsDenied() {
        refused(execute("shell.run", "{\"command\":\"rm /important/file\"}", ""), 403, "POLICY_DENIED");
        refused(execute("file.write", "{\"path\":\"a\",\"content\":\"b\"}", ""), 403, "POLICY_DENIED");
    }

    @Test
    void aSpoofedApprovalIsInvalid() {
        String fake = ",\"approval_token\":\"fake\"";
        refused(execute("shell.run", "{\"command\":\"rm /important/file\"}", fake), 401, "INVALID_APPROVAL");
        refused(executeAsService("shell.run", "{\"command\":\"ls\"}", fake), 401, "INVALID_APPROVAL");
        refused(action("shell.run", "{\"command\":\"ls\"}", fake), 401, "INVALID_APPROVAL");
    }

    @Test
    void anApprovalForOneToolIsInvalidForAnother() {
        String approval = approvalOf("file.write");

        refused(executeAsService("shell.run", "{\"command\":\"ls\"}", approval), 401, "INVALID_APPROVAL");
        assertThat(executeAsService("file.write", "{\"path\":\"a\",\"content\":\"b\"}", approval)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anApprovalIsForOneUse() {
        String approval = approvalOf("shell.run");

        assertThat(executeAsService("shell.run", "{\"command\":\"pwd\"}", approval)
                        .status())
                .isEqualTo(200);
        refused(executeAsService("shell.run", "{\"command\":\"pwd\"}", approval), 401, "INVALID_APPROVAL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd /tmp && malware.exe",
                "bash -c ls",
                "ls; rm a",
                "ls | cat",
                "echo $(cat a)",
                "echo `cat a`",
                "echo $HOME",
                "cat < a",
                "echo a > b",
                "LD_PRELOAD=evil.so ls",
                "ls --dired",
                "date -s 10:00",
                "../bin/ls",
                "ls\\nrm a"
            })
    void aCommandThatIsNotOnTheListIsInvalid(String command) {
        refused(execute("shell.run", "{\"command\":\"" + command + "\"}", ""), 400, "INVALID_COMMAND");
    }

    @Test
    void anEnvironmentFromTheCallerIsInvalid() {
        String args = "{\"command\":\"ls\",\"env\":{\"LD_PRELOAD\":\"evil.so\"}}";
        refused(action("shell.run", args, ""), 400, "INVALID_COMMAND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../../../etc/passwd", "/etc/passwd", "a/../../secret", "S:/../secret", "..\\\\..\\\\secret"})
    void aPathThatLeadsOutOfTheSandboxIsRefused(String path) {
        String args = "{\"path\":\"" + path + "\"}";
        refused(execute("file.read", args, ""), 403, "PATH_OUTSIDE_SANDBOX");
        refused(action("file.read", args, ""), 403, "PATH_OUTSIDE_SANDBOX");
        String write = "{\"path\":\"" + path + "\",\"content\":\"x\"}";
        refused(action("file.write", write, ""), 403, "PATH_OUTSIDE_SANDBOX");
    }

    @Test
    void aCommandOnPathsOutsideTheSandboxIsRefused() {
        refused(action("shell.run", "{\"command\":\"cat ../secret\"}", ""), 403, "PATH_OUTSIDE_SANDBOX");
        refused(action("shell.run", "{\"command\":\"cat data/link-to-secret\"}", ""), 403, "SYMLINK_DENIED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"S:/data/link-to-secret", "data/link-to-secret"})
    void aSymbolicLinkIsRefused(String path) {
        refused(execute("file.read", "{\"path\":\"" + path + "\"}", ""), 403, "SYMLINK_DENIED");
        refused(action("file.write", "{\"path\":\"" + path + "\",\"content\":\"x\"}", ""), 403, "SYMLINK_DENIED");
    }

    @Test
    void aTextThatLooksLikeSqlIsOnlyText() {
        String attack = "x'); DROP TABLE memories; --";
        sonia.postAsService(MEMORY_ENGINE, "/store", "{\"user\":\"eve\",\"text\":\"" + attack + "\"}");

        Reply found = sonia.postAsService(
                MEMORY_ENGINE, "/search", "{\"query\":\"" + attack + "\",\"user\":\"eve' OR '1'='1\"}");
        Reply own = sonia.postAsService(MEMORY_ENGINE, "/search", "{\"query\":\"DROP\",\"user\":\"eve\"}");

        assertThat(found.data().path("memories")).isEmpty();
        assertThat(own.data().path("memories").path(0).path("text").asText()).isEqualTo(attack);
    }

    @Test
    void whatThePolicyDoesNotNameIsDenied() {
        refused(action("disk.format", "{}", ""), 403, "POLICY_DENIED");
        refused(action("shell.run", "{\"command\":\"rm a\"}", ""), 403, "POLICY_DENIED");
        refused(
                sonia.postAsService(EVA_OS, "/approval/grant", "{\"tool_name\":\"disk.format\"}"),
                403,
                "POLICY_DENIED");
    }

    @Test
    void whatIsAllowedIsDone() {
        assertThat(action("file.write", "{\"path\":\"notes/a.txt\",\"content\":\"one\"}", "")
                        .status())
                .isEqualTo(200);
        assertThat(result(action("file.read", "{\"path\":\"S:/notes/a.txt\"}", ""))
                        .path("content")
                        .asText())
                .isEqualTo("one");
        assertThat(result(action("shell.run", "{\"command\":\"wc -c notes/a.txt\"}", ""))
                        .path("output")
                        .asText())
                .startsWith("3 ");
        assertThat(result(action("calc.add", "{\"a\":1,\"b\":2}", ""))
                        .path("sum")
                        .intValue())
                .isEqualTo(3);
        assertThat(action("shell.run", "{\"command\":\"rm notes/a.txt\"}", approvalOf("shell.run"))
                        .status())
                .isEqualTo(200);
        refused(action("file.read", "{\"path\":\"notes/a.txt\"}", ""), 404, "NOT_FOUND");
        assertThat(result(action("file.list", "{\"path\":\"notes\"}", "")).path("names"))
                .isEmpty();
    }

    @Test
    void theGatewayAsksForNoToken() {
        assertThat(sonia.post(API_GATEWAY, "/v1/action", "{\"tool_name\":\"time.now\"}")
                        .status())
                .isEqualTo(200);
        assertThat(sonia.get(MODEL_ROUTER, "/healthz").status()).isEqualTo(200);
    }

    private static JsonNode result(Reply reply) {
        return reply.data().path("result");
    }

    private static String approvalOf(String tool) {
        Reply reply = sonia.postAsService(EVA_OS, "/approval/grant", "{\"tool_name\":\"" + tool + "\"}");
        return ",\"approval_token\":\"" + reply.data().path("approval_token").asText() + "\"";
    }

    private static Reply execute(String tool, String args, String more) {
        return sonia.post(OPENCLAW, "/execute", request(tool, args, more));
    }

    private static Reply executeAsService(String tool, String args, String more) {
        return sonia.postAsService(OPENCLAW, "/execute", request(tool, args, more));
    }

    private static Reply action(String tool, String args, String more) {
        return sonia.post(API_GATEWAY, "/v1/action", request(tool, args, more));
    }

    private static String request(String tool, String args, String more) {
        return "{\"tool_name\":\"" + tool + "\",\"args\":" + args + more + "}";
    }

    private static void refused(Reply reply, int status, String code) {
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("error").path("message").asText()).doesNotContain(data.toString());
    }
}
