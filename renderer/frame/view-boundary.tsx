import { CircleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';

interface Props {
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a fault in one tab from taking the window with it. */
export class ViewBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <EmptyState
        icon={<CircleAlert />}
        title={`“${this.props.name}” cannot be shown`}
        actions={<Button onClick={() => this.setState({ hasFailed: false })}>Try again</Button>}
      >
        A fault in this view stopped it. Your archive is saved; the other tabs go on working.
      </EmptyState>
    );
  }
}
