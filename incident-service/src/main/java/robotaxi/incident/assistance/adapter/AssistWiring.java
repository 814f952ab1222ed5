package robotaxi.incident.assistance.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.incident.assistance.Agents;
import robotaxi.incident.assistance.Cars;
import robotaxi.incident.assistance.DeskRules;
import robotaxi.incident.assistance.HearCars;
import robotaxi.incident.assistance.KeepDesk;
import robotaxi.incident.assistance.Matching;
import robotaxi.incident.assistance.Tickets;
import robotaxi.incident.assistance.WorkDesk;

/** Builds the desk. */
class AssistWiring {
    @Produces
    @Singleton
    DeskRules rules(AssistConfig config) {
        return new DeskRules(config.lease(), config.frameAge(), config.answerLife(), config.verdictPatience());
    }

    @Produces
    @Singleton
    Matching matching(Tickets tickets, Agents agents, DeskRules rules) {
        return new Matching(tickets, agents, rules);
    }

    @Produces
    @Singleton
    WorkDesk workDesk(
            Tickets tickets, Agents agents, Cars cars, Matching matching, DeskRules rules, InstantSource clock) {
        return new WorkDesk(tickets, agents, cars, matching, rules, clock);
    }

    @Produces
    @Singleton
    HearCars hearCars(Tickets tickets, Matching matching, InstantSource clock) {
        return new HearCars(tickets, matching, clock);
    }

    @Produces
    @Singleton
    KeepDesk keepDesk(Tickets tickets, Matching matching, HearCars cars, DeskRules rules, InstantSource clock) {
        return new KeepDesk(tickets, matching, cars, rules, clock);
    }
}
