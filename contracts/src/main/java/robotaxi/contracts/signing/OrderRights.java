package robotaxi.contracts.signing;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import robotaxi.contracts.command.v1.Command.BodyCase;

/** Which service may order what. What is not in this table nobody may. */
public final class OrderRights {
    private static final Set<BodyCase> EMERGENCIES =
            EnumSet.of(BodyCase.STOP_NOW, BodyCase.PULL_OVER, BodyCase.AVOID_AREA, BodyCase.END_EMERGENCY);

    private static final Map<String, Set<BodyCase>> BY_SERVICE = Map.of(
            "dispatch",
            EnumSet.of(
                    BodyCase.START_MISSION,
                    BodyCase.UNLOCK_DOORS,
                    BodyCase.SIGNAL_PRESENCE,
                    BodyCase.CANCEL_MISSION,
                    BodyCase.CANCEL_COMMAND,
                    BodyCase.STOP_NOW,
                    BodyCase.END_EMERGENCY,
                    BodyCase.SET_OPERATING_AREA),
            "ota",
            EnumSet.of(
                    BodyCase.INSTALL_RELEASE,
                    BodyCase.ACTIVATE_RELEASE,
                    BodyCase.CANCEL_COMMAND,
                    BodyCase.LOOK_AT_DIRECTOR),
            "incident",
            EnumSet.of(BodyCase.GIVE_ADVICE, BodyCase.SHOW_VIEW),
            "gateway",
            EnumSet.of(
                    BodyCase.UNLOCK_DOORS,
                    BodyCase.CANCEL_MISSION,
                    BodyCase.CANCEL_COMMAND,
                    BodyCase.BOOKMARK_MOMENT,
                    BodyCase.STOP_NOW,
                    BodyCase.PULL_OVER,
                    BodyCase.AVOID_AREA,
                    BodyCase.END_EMERGENCY));

    private OrderRights() {}

    /** Whether a service may give this order to one car. */
    public static boolean mayOrder(String service, BodyCase order) {
        return BY_SERVICE.getOrDefault(service, Set.of()).contains(order);
    }

    /** Whether one signature of this service may give this order to all cars. */
    public static boolean mayOrderFleetWide(String service, BodyCase order) {
        return service.equals("gateway") && EMERGENCIES.contains(order);
    }
}
