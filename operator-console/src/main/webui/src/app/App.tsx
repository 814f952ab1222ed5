import { lazy, Suspense } from "react";
import { Navigate, Route, Routes } from "react-router";
import { Loading } from "../shared/ui";
import { LinkBanner } from "./LinkBanner";
import { SideBar } from "./SideBar";

const CityPage = lazy(() => import("../features/city/CityPage"));
const RidesPage = lazy(() => import("../features/rides/RidesPage"));
const RidePage = lazy(() => import("../features/rides/RidePage"));
const VehiclesPage = lazy(() => import("../features/vehicles/VehiclesPage"));
const VehiclePage = lazy(() => import("../features/vehicles/VehiclePage"));
const BoardPage = lazy(() => import("../features/board/BoardPage"));
const ChargingPage = lazy(() => import("../features/charging/ChargingPage"));
const CommandsPage = lazy(() => import("../features/commands/CommandsPage"));
const CommandPage = lazy(() => import("../features/commands/CommandPage"));
const EmergenciesPage = lazy(() => import("../features/emergencies/EmergenciesPage"));
const EmergencyPage = lazy(() => import("../features/emergencies/EmergencyPage"));
const AreasPage = lazy(() => import("../features/areas/AreasPage"));
const EconomicsPage = lazy(() => import("../features/economics/EconomicsPage"));
const AssistancePage = lazy(() => import("../features/assistance/AssistancePage"));
const IncidentsPage = lazy(() => import("../features/incidents/IncidentsPage"));
const DeadlinesPage = lazy(() => import("../features/incidents/DeadlinesPage"));
const ExpertPage = lazy(() => import("../features/incidents/ExpertPage"));
const RulesPage = lazy(() => import("../features/incidents/RulesPage"));
const ReportPage = lazy(() => import("../features/incidents/ReportPage"));
const IncidentPage = lazy(() => import("../features/incidents/IncidentPage"));
const ReleasesPage = lazy(() => import("../features/releases/ReleasesPage"));
const ReleasePage = lazy(() => import("../features/releases/ReleasePage"));
const AuditPage = lazy(() => import("../features/releases/AuditPage"));
const AvailabilityPage = lazy(() => import("../features/releases/AvailabilityPage"));
const GatePage = lazy(() => import("../features/releases/GatePage"));
const RolloutPage = lazy(() => import("../features/releases/RolloutPage"));

export function App() {
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <SideBar />
      <main id="main" tabIndex={-1}>
        <LinkBanner />
        <Suspense fallback={<Loading what="page" />}>
          <Routes>
            <Route path="/" element={<Navigate to="/city" replace />} />
            <Route path="/city" element={<CityPage />} />
            <Route path="/rides" element={<RidesPage />} />
            <Route path="/rides/:id" element={<RidePage />} />
            <Route path="/vehicles" element={<VehiclesPage />} />
            <Route path="/vehicles/:id" element={<VehiclePage />} />
            <Route path="/board" element={<BoardPage />} />
            <Route path="/charging" element={<ChargingPage />} />
            <Route path="/commands" element={<CommandsPage />} />
            <Route path="/commands/:id" element={<CommandPage />} />
            <Route path="/emergencies" element={<EmergenciesPage />} />
            <Route path="/emergencies/:id" element={<EmergencyPage />} />
            <Route path="/areas" element={<AreasPage />} />
            <Route path="/economics" element={<EconomicsPage />} />
            <Route path="/assistance" element={<AssistancePage />} />
            <Route path="/incidents" element={<IncidentsPage />} />
            <Route path="/incidents/:id" element={<IncidentPage />} />
            <Route path="/incidents/:id/report" element={<ReportPage />} />
            <Route path="/deadlines" element={<DeadlinesPage />} />
            <Route path="/incidents/:id/expert" element={<ExpertPage />} />
            <Route path="/deadlines/rules" element={<RulesPage />} />
            <Route path="/releases" element={<ReleasesPage />} />
            <Route path="/releases/audit" element={<AuditPage />} />
            <Route path="/releases/availability" element={<AvailabilityPage />} />
            <Route path="/releases/:id" element={<ReleasePage />} />
            <Route path="/releases/:id/gate" element={<GatePage />} />
            <Route path="/releases/rollouts/:id" element={<RolloutPage />} />
            <Route path="*" element={<h1>There is no such page</h1>} />
          </Routes>
        </Suspense>
      </main>
    </div>
  );
}
