package robotaxi.local.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import robotaxi.local.identity.RealmPlan;
import robotaxi.local.identity.Secrets;
import robotaxi.local.loop.Trips;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.Stack;
import robotaxi.local.stack.StackFolder;

/** Brings everything up and watches over it until Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts PostgreSQL, Kafka, Keycloak, all services, the cars and their city; Ctrl-C ends them. "
                + "State stays in .robotaxi: the next up goes on where this one was.")
public final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptionsMixin options;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public UpCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        StackFolder folder = StackFolder.fromEnvironment();
        var stack = new Stack(folder, options.options(), line -> {
            out.println("  " + line);
            out.flush();
        });
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (stack.isOurs()) {
                out.println("\ntaking everything down");
                out.flush();
                stack.down();
            }
            ended.countDown();
        }));
        long begin = System.nanoTime();
        stack.up();
        out.printf("The operation is up after %.0f s.%n%n", (System.nanoTime() - begin) / 1e9);
        welcome(out, stack.ports(), Secrets.load(folder.file("secrets.json")));
        out.flush();
        ended.await();
        return 0;
    }

    private static void welcome(PrintWriter out, Ports ports, Secrets secrets) {
        out.println("  Console        " + ports.url("console"));
        out.println("  Dispatch API   " + ports.url("dispatch") + "/openapi");
        out.println("  Gateway API    " + ports.url("gateway") + "/openapi");
        out.println("  Updates API    " + ports.url("ota") + "/q/openapi");
        out.println("  Incidents API  " + ports.url("incident") + "/q/openapi");
        out.println("  Keycloak       " + ports.url("keycloak") + "   (admin / " + secrets.get("keycloak.admin") + ")");
        out.println();
        out.println("Log-ins, one a role:");
        var plan = new RealmPlan(secrets, ports.url("console"));
        for (String role : RealmPlan.ROLES) {
            out.printf("  %-16s %s%n", role, plan.password(role));
        }
        out.println();
        out.println("Try, in another terminal:");
        out.println("  TOKEN=$(curl -s -d grant_type=password -d client_id=rider-app -d username=rider -d password="
                + plan.password("rider") + " \\");
        out.println("    " + ports.url("keycloak")
                + "/realms/robotaxi/protocol/openid-connect/token | sed 's/.*\"access_token\":\"\\([^\"]*\\).*/\\1/')");
        out.println("  curl -s -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' "
                + ports.url("dispatch") + "/v1/quotes \\");
        out.println("    -d '" + tripToTry(ports, secrets) + "'");
        out.println("  curl -s -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' "
                + ports.url("dispatch") + "/v1/rides -d '{\"quoteId\":\"...\"}'");
        out.println();
        out.println(
                "The rest of a ride: docs/rides.md. The whole loop by itself: ./robotaxi demo. Map data © OpenStreetMap contributors.");
    }

    /** A trip that works in the city that was loaded. */
    private static String tripToTry(Ports ports, Secrets secrets) {
        return new Trips(ports, secrets, 1)
                .quickest()
                .map(Trips.Offer::request)
                .orElse("{\"pickup\":{\"latitude\":...,\"longitude\":...},\"dropoff\":{...}}");
    }
}
